package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.data.CheckedData;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.log.Log;
import cnn.core.model.Model;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a network scores on labelled images.
 *
 * @param loss mean loss of an image
 * @param topK for some k, the share of images whose class is among the k most probable, in [0, 1]
 * @param confusion what was taken for what
 * @param answers what was said to each image, in order
 * @param matching how the data's classes were matched to the model's
 */
public record Evaluation(double loss, Map<Integer, Double> topK, ConfusionMatrix confusion, Answers answers,
        Matching matching) {
    private static final int BATCH = 64;

    /** How classes of data are told to be a model's. */
    public enum Matching {
        /** They have the same names. */
        NAME,
        /** The data only numbers its classes: they are the model's in order. */
        NUMBER
    }

    public Evaluation {
        topK = Collections.unmodifiableMap(new TreeMap<>(topK));
    }

    /**
     * Measures a model. Images are read and prepared on all of the engine's threads.
     *
     * @param images of the model's input shape; their classes are matched to the model's by name, or by number where
     *            they are only numbered and the model's have names, which is logged
     * @throws IllegalArgumentException where there are no images, or some of another shape or of an unknown class
     * @throws IllegalStateException where the model's scores for some of them are no numbers
     */
    public static Evaluation of(Model model, DataSet images, Engine engine) {
        return of(model, images, engine, Log.of(Evaluation.class)::warn);
    }

    /** Measures a model. As {@link #of(Model, DataSet, Engine)}, with someone to tell how classes were matched. */
    public static Evaluation of(Model model, DataSet images, Engine engine, Consumer<String> notes) {
        if (images.size() == 0) {
            throw new IllegalArgumentException("There are no images to evaluate on. Check the data's path.");
        }
        if (!images.shape().equals(model.network().input())) {
            throw new IllegalArgumentException("The model takes images " + model.network().input()
                    + " but the data has " + images.shape() + ". Resize them first.");
        }
        CheckedData.check(images, "evaluation");
        Matched matched = Matched.of(images, model.classes(), notes);
        DataSet data = matched.images();
        int[] labels = new int[data.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = CheckedData.label(data, i);
        }
        Session session = Session.forPrediction(model.network(), model.weights(), engine,
                Math.min(BATCH, labels.length));
        Tallies tallies = new Tallies(model.classes(), model.loss(), engine, session.output(), labels.length);
        Image[] buffers = new Image[engine.workers().threads()];
        for (int worker = 0; worker < buffers.length; worker++) {
            buffers[worker] = Image.of(data.shape());
        }
        for (int from = 0; from < labels.length; from += session.maxBatch()) {
            int first = from;
            int count = Math.min(session.maxBatch(), labels.length - from);
            engine.workers().run(count, (i, worker) -> {
                CheckedData.read(data, first + i, buffers[worker]);
                model.preprocessing().apply(buffers[worker].pixels(), session.input(), i * data.shape().size());
            });
            session.forward(count, false, 0);
            tallies.add(labels, from, count);
        }
        return tallies.result(data, matched.matching());
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
