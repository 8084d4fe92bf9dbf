package cnn.core.train;

import cnn.api.data.Target;
import cnn.api.train.Loss;
import cnn.core.data.ClassNames;
import cnn.core.engine.Engine;
import cnn.core.engine.Predictions;
import cnn.core.engine.Session;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Preprocessing;
import cnn.core.pipeline.Distillation;
import cnn.core.text.Echo;
import cnn.core.text.RecordText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model at work that a network learns from, as {@link Distillation} says. All buffers are made once, so that a step
 * allocates nothing; sums are taken in double and in one order. Belongs to one thread.
 */
final class Teacher {
    private final double temperature;
    private final double weight;
    private final Session session;
    private final int width;
    /** The teacher's number of each of the network's classes. */
    private final int[] numbers;
    /** What makes the teacher's images of the network's, for each channel; null where they are the same. */
    private final float @Nullable [] scales;
    private final float[] shifts;
    /** Logarithms of the teacher's probabilities for the batch at hand. */
    private final double[] taught;
    private final double[] own;

    private Teacher(Distillation how, Model model, Target classes, Preprocessing images, Engine engine, int batch) {
        temperature = how.temperature();
        weight = how.weight();
        session = Session.forPrediction(model.network(), model.weights(), engine, batch);
        width = classes.width();
        numbers = classes.names().stream().mapToInt(model.classes()::indexOf).toArray();
        Preprocessing known = model.preprocessing();
        int channels = images.shape().channels();
        scales = images.mean().equals(known.mean()) && images.deviation().equals(known.deviation())
                ? null
                : new float[channels];
        shifts = new float[channels];
        for (int c = 0; c < channels && scales != null; c++) {
            scales[c] = (float) (images.deviation().get(c) / known.deviation().get(c));
            shifts[c] = (float) ((images.mean().get(c) - known.mean().get(c)) / known.deviation().get(c));
        }
        taught = new double[batch * width];
        own = new double[width];
    }

    /**
     * The teacher that a configuration asks for.
     *
     * @param how null for none
     * @param all what the network is trained for
     * @param batch examples in the largest batch
     * @return null for none
     * @throws IllegalArgumentException where there is no model, or it cannot teach this network
     */
    static @Nullable Teacher of(@Nullable Distillation how, TrainingData data, List<Objective> all, Engine engine,
            int batch) {
        if (how == null) {
            return null;
        }
        Model model = data.teacher();
        if (model == null) {
            throw new IllegalArgumentException("train.distill names the model '" + Echo.path(how.model())
                    + "', but the trainer was given none. Prepare the run with a Cnn, which reads it, or give it to the "
                    + "training data with teacher(model).");
        }
        if (all.size() > 1) {
            throw new IllegalArgumentException("train.distill teaches a network with one output, but this one has "
                    + ClassNames.few(all.stream().map(one -> one.output().name()).toList())
                    + ". Train the output that is to be taught by itself, or leave distill out.");
        }
        Output output = all.getFirst().output();
        check(how, model, output.target(), data.preprocessing());
        requireSoftmax("loss of this run", output.loss(), output.target().width(), engine);
        requireSoftmax("loss that '" + Echo.path(how.model()) + "' was trained with", model.loss(),
                output.target().width(), engine);
        return new Teacher(how, model, output.target(), data.preprocessing(), engine, batch);
    }

    private static void check(Distillation how, Model model, Target target, Preprocessing images) {
        String name = "'" + Echo.path(how.model()) + "', which train.distill names, cannot teach this network: ";
        if (model.outputs().size() > 1 || !model.target().kind().isOfClasses()) {
            throw new IllegalArgumentException(name + "it answers with "
                    + (model.outputs().size() > 1 ? "several outputs" : model.target().kind().words())
                    + ", not with one class. Give a model that tells the data's classes apart.");
        }
        if (!target.kind().isOfClasses()) {
            throw new IllegalArgumentException(name + "the data has " + target.kind().words()
                    + " for every image, and what is taught are classes. Leave distill out.");
        }
        if (target.width() != model.classes().size() || !model.classes().containsAll(target.names())) {
            throw new IllegalArgumentException(name + "its classes are " + ClassNames.few(model.classes())
                    + ", and the data's are " + ClassNames.few(target.names())
                    + ". Give a model of the same classes, in any order, or rename the data's with relabel.");
        }
        if (!model.network().input().equals(images.shape())) {
            throw new IllegalArgumentException(name + "it takes images " + model.network().input()
                    + ", and those of the run are " + images.shape()
                    + ". Set preprocess.size and preprocess.channels to the former, or give a model for the latter.");
        }
    }

    /** What is compared are probabilities: scores must be such as softmax makes them of. */
    private static void requireSoftmax(String which, Loss loss, int classes, Engine engine) {
        if (!Predictions.areSoftmax(loss, classes, engine)) {
            throw new IllegalArgumentException(
                    "train.distill compares probabilities that are a softmax of scores, but the "
                            + which + ", " + RecordText.of(loss)
                            + ", makes others of them. Use softmax-cross-entropy or focal.");
        }
    }

    /** Finds the answers for a batch, which has been prepared for the network that learns. */
    void look(float[] images, int examples) {
        float[] input = session.input();
        int size = examples * session.inputShape().size();
        if (scales == null) {
            System.arraycopy(images, 0, input, 0, size);
        } else {
            int channels = scales.length;
            for (int i = 0, c = 0; i < size; i++) {
                input[i] = images[i] * scales[c] + shifts[c];
                c = c + 1 == channels ? 0 : c + 1;
            }
        }
        session.forward(examples, false, 0);
        for (int b = 0; b < examples; b++) {
            for (int i = 0; i < width; i++) {
                taught[b * width + i] = session.output()[b * width + numbers[i]] / temperature;
            }
            toLogarithms(taught, b * width);
        }
    }

    /**
     * Adds what the answers teach.
     *
     * @param loss the sum of the examples' losses
     * @param scores of the batch that was looked at
     * @param gradient of the mean loss by the scores, which becomes that of the whole
     * @return the sum of the examples' whole losses
     */
    double teach(int examples, double loss, float[] scores, float[] gradient) {
        double sum = 0;
        double pull = weight * temperature / examples;
        for (int b = 0; b < examples; b++) {
            int at = b * width;
            for (int i = 0; i < width; i++) {
                own[i] = scores[at + i] / temperature;
            }
            toLogarithms(own, 0);
            for (int i = 0; i < width; i++) {
                double p = StrictMath.exp(taught[at + i]);
                sum += p * (taught[at + i] - own[i]);
                gradient[at + i] = (float) ((1 - weight) * gradient[at + i] + pull * (StrictMath.exp(own[i]) - p));
            }
        }
        return (1 - weight) * loss + weight * temperature * temperature * sum;
    }

    /** Makes logarithms of their softmax of scores, in place. */
    private void toLogarithms(double[] scores, int at) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = at; i < at + width; i++) {
            highest = Math.max(highest, scores[i]);
        }
        double sum = 0;
        for (int i = at; i < at + width; i++) {
            sum += StrictMath.exp(scores[i] - highest);
        }
        double all = highest + StrictMath.log(sum);
        for (int i = at; i < at + width; i++) {
            scores[i] -= all;
        }
    }
}
