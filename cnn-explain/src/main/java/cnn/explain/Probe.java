package cnn.explain;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.core.engine.Inspection;
import cnn.core.model.Preprocessing;
import cnn.core.network.Node;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a method may ask about a picture and one of the model's scores: the score of any picture of that shape, its derivative with
 * respect to the pixels, and with respect to what a layer gave. Pixels are numbers in [0, 1] before normalisation, and
 * derivatives are for these; the network is the one of prediction. Whether many pictures are asked about together or one by one
 * makes no difference. Immutable.
 */
public final class Probe {
    private final Explainer explainer;
    private final Image image;
    private final String subject;
    private final Node output;
    private final int place;

    /**
     * Of a model and a picture.
     *
     * @param output the layer that gives the score
     * @param place of the score in its output
     */
    Probe(Explainer explainer, Image image, String subject, Node output, int place) {
        this.explainer = explainer;
        this.image = image;
        this.subject = subject;
        this.output = output;
        this.place = place;
    }

    /** The picture as the network takes it. To be read only. */
    public Image image() {
        return image;
    }

    /** The class, label or number whose score is asked for. */
    public String subject() {
        return subject;
    }

    /** What a layer has to do with the score: what it gave, and the score's derivative with respect to that. */
    public record Activity(String layer, Tensor output, Tensor gradient) {
    }

    /** What was found. */
    public Attribution attribution(AttributionMethod method, Attribution.Kind kind, Tensor values) {
        return new Attribution(method, subject, kind, values, image);
    }

    /** The score of a picture, before the loss's activation. */
    public double score(float[] pixels) {
        return scores(1, i -> pixels)[0];
    }

    /**
     * The scores of several pictures.
     *
     * @param count how many
     * @param pixels makes each of them, asked in order; an array may be used again for the next
     */
    public double[] scores(int count, IntFunction<float[]> pixels) {
        double[] scores = new double[count];
        Inspection inside = explainer.inspection(Math.min(count, explainer.batch()));
        for (int first = 0; first < count; first += inside.maxBatch()) {
            int examples = forward(inside, first, count, pixels);
            for (int i = 0; i < examples; i++) {
                scores[first + i] = inside.output(output)[i * output.output().size() + place];
            }
        }
        return scores;
    }

    /** The score's derivative with respect to each number of a picture. */
    public float[] gradient(float[] pixels) {
        return meanGradient(1, i -> pixels);
    }

    /**
     * The mean of the score's derivatives over several pictures, summed in their order.
     *
     * @param count how many
     * @param pixels makes each of them, asked in order; an array may be used again for the next
     */
    public float[] meanGradient(int count, IntFunction<float[]> pixels) {
        int size = image.shape().size();
        double[] sums = new double[size];
        Inspection inside = explainer.inspection(Math.min(count, explainer.batch()));
        for (int first = 0; first < count; first += inside.maxBatch()) {
            int examples = forward(inside, first, count, pixels);
            inside.backward(output, score(examples));
            for (int i = 0; i < examples * size; i++) {
                sums[i % size] += inside.inputGradient()[i];
            }
        }
        // a pixel's step of 1 is one of 1/deviation behind the normalisation
        Preprocessing preparing = explainer.model().preprocessing();
        float[] mean = new float[size];
        for (int i = 0; i < size; i++) {
            mean[i] = (float) (sums[i] / count / preparing.deviation().get(i % image.channels()));
        }
        return mean;
    }

    /**
     * What a layer with places has to do with the score of the picture.
     *
     * @param layer its name, or the path of a block for its last layer; null for the last one before the score that has places
     * @param method who asks, for messages
     * @throws IllegalArgumentException where there is no such layer, or it has no places
     */
    public Activity activity(@Nullable String layer, AttributionMethod method) {
        Layers layers = explainer.nodes();
        Node node = layer == null ? layers.lastWithPlaces(output) : layers.withPlaces(layer, method.title());
        if (node == null) {
            throw new IllegalArgumentException(
                    method.title() + " needs a layer whose output has places, height × width of "
                            + "more than 1, and no layer of this network before '" + output.name()
                            + "' has one. Use Saliency or "
                            + "another method that asks pixels.");
        }
        Inspection inside = explainer.inspection(1);
        forward(inside, 0, 1, i -> image.pixels());
        inside.backward(output, score(1));
        Shape shape = node.output();
        return new Activity(node.name(), tensor(shape, inside.output(node)), tensor(shape, inside.gradient(node)));
    }

    private static Tensor tensor(Shape shape, float[] from) {
        float[] values = new float[shape.size()];
        System.arraycopy(from, 0, values, 0, values.length);
        return new Tensor(shape, values);
    }

    /** Sends the pictures from {@code first} on that go through together; how many there were. */
    private int forward(Inspection inside, int first, int count, IntFunction<float[]> pixels) {
        int examples = Math.min(inside.maxBatch(), count - first);
        for (int i = 0; i < examples; i++) {
            explainer.model().preprocessing().apply(pixels.apply(first + i), inside.input(),
                    i * image.shape().size());
        }
        inside.forward(examples);
        return examples;
    }

    /** The derivative of each example's score with respect to the layer's output that has it. */
    private float[] score(int examples) {
        float[] factors = new float[examples * output.output().size()];
        for (int i = 0; i < examples; i++) {
            factors[i * output.output().size() + place] = 1;
        }
        return factors;
    }
}
