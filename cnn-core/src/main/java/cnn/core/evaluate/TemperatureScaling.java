package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.api.layer.Entry;
import cnn.core.data.CheckedData;
import cnn.core.engine.Engine;
import cnn.core.engine.Predictions;
import cnn.core.engine.Session;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Temperature;
import cnn.core.network.Weights;
import cnn.core.pipeline.NetworkConfig;
import cnn.core.text.Count;
import cnn.core.text.RecordText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Temperature scaling: the one number that a model's scores are divided by before softmax, so that it is about as sure as it is
 * right. It is the one with the least log loss on images that training did not learn from: their validation part, since on those
 * learnt from a network is surer than it should be. Which class comes out does not change.
 *
 * <p>Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML 2017, section 4.2.
 *
 * @param temperature what scores are divided by
 * @param images that it was found on
 * @param before how sure the model was of them
 * @param after how sure it is with the temperature
 */
public record TemperatureScaling(double temperature, int images, Sureness before, Sureness after) {
    /** The name of the result that a calibrated model's provenance has. */
    public static final String RESULT = "calibration";

    /**
     * How well probabilities fit what is so.
     *
     * @param logLoss mean of −ln of the probability of the class that is right
     * @param calibrationError expected calibration error, in [0, 1], as {@link Calibration#error}
     * @param accuracy share of images whose class is the most probable one, in [0, 1]
     */
    public record Sureness(double logLoss, double calibrationError, double accuracy) {
    }

    /**
     * Finds the temperature for a model. The same on any number of threads.
     *
     * @param images of the model's input shape, with classes that are the model's
     * @param notes told how classes were matched where they are only numbered
     * @throws IllegalArgumentException where the model's scores are not such as softmax takes, or the images decide for no
     *             temperature: all are told right, or no more of them than by lot
     */
    public static TemperatureScaling of(Model model, DataSet images, Engine engine, Consumer<String> notes) {
        check(model.outputs(), engine);
        CheckedData.check(images, "calibration");
        CheckedData.requireClasses(images, "calibration");
        int[] labels = Matched.of(images, CheckedData.labels(images), model.classes(), notes).labels();
        LogLoss loss = new LogLoss(scores(model, images, engine), labels, model.classes().size());
        double temperature = 1 / loss.bestScale();
        return new TemperatureScaling(temperature, images.size(), loss.sureness(1), loss.sureness(temperature));
    }

    private static float[] scores(Model model, DataSet images, Engine engine) {
        if (images.size() == 0 || !images.shape().equals(model.network().input())) {
            throw new IllegalArgumentException("Calibration was given " + Count.of(images.size(), "image") + " "
                    + images.shape() + ", and the model takes images " + model.network().input()
                    + ". Give some of that shape.");
        }
        int width = model.classes().size();
        float[] scores = new float[Math.multiplyExact(images.size(), width)];
        Session session = Session.forPrediction(model.network(), model.weights(), engine,
                Math.min(Evaluation.BATCH, images.size()));
        new Passage(model, images, session, engine, null, null)
                .run((from, count) -> System.arraycopy(session.output(), 0,
                        scores, from * width, count * width));
        int wrong = Weights.indexOfNotFinite(scores, 0, scores.length);
        if (wrong >= 0) {
            throw Tallies.unscored(1, images.size(), images.name(wrong / width));
        }
        return scores;
    }

    /**
     * Refuses what cannot be calibrated.
     *
     * @throws IllegalArgumentException where a model with these outputs has no scores that a softmax makes probabilities of
     */
    public static void check(List<Output> outputs, Engine engine) {
        if (outputs.size() > 1) {
            throw new IllegalArgumentException("Calibration takes a model with one output, and this one has "
                    + outputs.size() + ". Calibrate a model of each.");
        }
        Output output = outputs.getFirst();
        if (!output.target().kind().isOfClasses()) {
            throw new IllegalArgumentException("Calibration takes a model that answers with one class, and this one "
                    + "answers with " + output.target().kind().words() + ". Leave calibration out.");
        }
        if (!Predictions.areSoftmax(output.loss(), output.target().width(), engine)) {
            throw new IllegalArgumentException(
                    "Calibration divides scores before softmax, but of the scores for the loss "
                            + RecordText.of(output.loss())
                            + " no softmax is taken. Train with softmax-cross-entropy or focal, or "
                            + "leave calibration out.");
        }
    }

    /** What was found, in a line: {@code temperature 1.62 by 300 images; log loss 0.4100, before 0.4500; …}. */
    public String text() {
        return String.format(Locale.ROOT,
                "temperature %.4g by %s; log loss %.4f, before %.4f; calibration error %.2f %%, "
                        + "before %.2f %%",
                temperature, Count.of(images, "image"), after.logLoss, before.logLoss,
                100 * after.calibrationError, 100 * before.calibrationError);
    }

    /** The model with its scores divided: its network ends with one more layer, {@link Temperature}, or another value of it. */
    public Model apply(Model model) {
        Network network = model.network();
        List<Entry> layers = new ArrayList<>(NetworkConfig.of(network).layers());
        double whole = temperature;
        if (layers.getLast().part() instanceof Temperature earlier) {
            layers.removeLast();
            whole *= earlier.value();
        }
        layers.add(Entry.of(Temperature.of(whole)));
        Network calibrated = new NetworkConfig(network.input(), layers).build();
        Output output = model.outputs().getFirst();
        return new Model(calibrated, Weights.of(calibrated, model.weights().tensors()), model.preprocessing(),
                List.of(new Output(output.name(), calibrated.nodes().getLast().name(), output.target(), output.loss(),
                        output.weight())),
                model.provenance().with(new Provenance.Result(RESULT, after.logLoss, after.accuracy)));
    }
}
