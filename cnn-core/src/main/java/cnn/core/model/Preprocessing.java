package cnn.core.model;

import cnn.api.Default;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Resize;
import cnn.core.data.CheckedData;
import cnn.core.text.Count;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What happens to every image before the network sees it, in training and prediction alike: it has the network's shape,
 * and each channel c becomes {@code (value − mean[c]) / deviation[c]}.
 *
 * @param shape shape of the network's input
 * @param mean what is subtracted, one number a channel
 * @param deviation what the difference is divided by, one positive number a channel
 * @param resize how a picture of another size was brought to the shape; files written before there was a choice stretch
 */
public record Preprocessing(Shape shape, List<Double> mean, List<Double> deviation,
        @Default("stretch") Resize resize) {
    /** More images than this do not make the statistics of a channel any better. */
    private static final int SAMPLE = 10_000;

    public Preprocessing {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != shape.channels() || deviation.size() != shape.channels()) {
            throw new IllegalArgumentException("Images of shape " + shape + " need a mean and a deviation for each of "
                    + Count.of(shape.channels(), "channel") + ", but were given " + mean + " and " + deviation + ".");
        }
        if (deviation.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException(
                    "Deviations must be positive but were given as " + deviation + ". Use 1.0 to leave values alone.");
        }
    }

    /** Pictures of another size are stretched. */
    public Preprocessing(Shape shape, List<Double> mean, List<Double> deviation) {
        this(shape, mean, deviation, Resize.STRETCH);
    }

    /** The same, but pictures of another size are brought to the shape so. */
    public Preprocessing resize(Resize newResize) {
        return new Preprocessing(shape, mean, deviation, newResize);
    }

    /** Leaves values as they are, in [0, 1]. */
    public static Preprocessing none(Shape shape) {
        return new Preprocessing(shape, Collections.nCopies(shape.channels(), 0.0),
                Collections.nCopies(shape.channels(), 1.0));
    }

    /** Gives every channel mean 0 and standard deviation 1 over these images, or an even sample of 10,000 of them. */
    public static Preprocessing standardizing(DataSet images) {
        int channels = images.shape().channels();
        double[] sum = new double[channels];
        double[] squares = new double[channels];
        Image image = Image.of(images.shape());
        int count = Math.min(SAMPLE, images.size());
        for (int i = 0; i < count; i++) {
            CheckedData.read(images, (int) ((long) i * images.size() / count), image);
            float[] pixels = image.pixels();
            for (int p = 0; p < pixels.length; p++) {
                sum[p % channels] += pixels[p];
                squares[p % channels] += (double) pixels[p] * pixels[p];
            }
        }
        double n = (double) count * images.shape().size() / channels;
        Double[] mean = new Double[channels];
        Double[] deviation = new Double[channels];
        for (int c = 0; c < channels; c++) {
            mean[c] = sum[c] / n;
            double variance = squares[c] / n - mean[c] * mean[c];
            // A channel that never changes carries nothing; dividing by its rounding error would blow it up.
            deviation[c] = variance > 1e-10 ? Math.sqrt(variance) : 1.0;
        }
        return new Preprocessing(images.shape(), Arrays.asList(mean), Arrays.asList(deviation));
    }

    /** Overwrites {@code target} from {@code at} with the network's input for an image of its shape. */
    public void apply(float[] pixels, float[] target, int at) {
        int channels = shape.channels();
        for (int c = 0; c < channels; c++) {
            float shift = (float) (double) mean.get(c);
            float scale = (float) (1 / deviation.get(c));
            for (int p = c; p < pixels.length; p += channels) {
                target[at + p] = (pixels[p] - shift) * scale;
            }
        }
    }
}
