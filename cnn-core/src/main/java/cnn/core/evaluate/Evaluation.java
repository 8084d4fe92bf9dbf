package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.model.Model;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a network scores on labelled images.
 *
 * @param loss mean loss of an image
 * @param topK for some k, the share of images whose class is among the k most probable, in [0, 1]
 * @param confusion what was taken for what
 */
public record Evaluation(double loss, Map<Integer, Double> topK, ConfusionMatrix confusion) {
    private static final int BATCH = 64;

    public Evaluation {
        topK = Collections.unmodifiableMap(new TreeMap<>(topK));
    }

    /**
     * Measures a model. Images are read and prepared on all of the engine's threads.
     *
     * @param images of the model's input shape; their classes are matched to the model's by name, or by number where
     *            they are only numbered
     * @throws IllegalArgumentException where there are no images, or some of another shape or of an unknown class
     * @throws IllegalStateException where the model's scores for some of them are no numbers
     */
    public static Evaluation of(Model model, DataSet images, Engine engine) {
        if (images.size() == 0) {
            throw new IllegalArgumentException("There are no images to evaluate on. Check the data's path.");
        }
        if (!images.shape().equals(model.network().input())) {
            throw new IllegalArgumentException("The model takes images " + model.network().input()
                    + " but the data has " + images.shape() + ". Resize them first.");
        }
        DataSet data = Relabelled.of(images, model.classes());
        int[] labels = new int[data.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = data.label(i);
        }
        Session session = Session.forPrediction(model.network(), model.weights(), engine,
                Math.min(BATCH, labels.length));
        Tallies tallies = new Tallies(model.classes(), model.loss(), engine.kernels(), session.output());
        Image[] buffers = new Image[engine.workers().threads()];
        for (int worker = 0; worker < buffers.length; worker++) {
            buffers[worker] = Image.of(data.shape());
        }
        for (int from = 0; from < labels.length; from += session.maxBatch()) {
            int first = from;
            int count = Math.min(session.maxBatch(), labels.length - from);
            engine.workers().run(count, (i, worker) -> {
                data.read(first + i, buffers[worker]);
                model.preprocessing().apply(buffers[worker].pixels(), session.input(), i * data.shape().size());
            });
            session.forward(count, false, 0);
            tallies.add(labels, from, count);
        }
        return tallies.result(data);
    }

    /** The classes, in the order of their numbers. */
    public List<String> classes() {
        return confusion.classes();
    }

    /** Images measured. */
    public int images() {
        return confusion.total();
    }

    /** Share of the images whose class is the most probable one, in [0, 1]. */
    public double accuracy() {
        return confusion.accuracy();
    }

    /** Share of the images taken for a class that belong to it, in [0, 1]; NaN where none was. */
    public double precision(int c) {
        return confusion.precision(c);
    }

    /** Share of a class's images that were taken for it, in [0, 1]; NaN where it has none. */
    public double recall(int c) {
        return confusion.recall(c);
    }

    /** Harmonic mean of precision and recall, in [0, 1]. */
    public double f1(int c) {
        return confusion.f1(c);
    }
}
