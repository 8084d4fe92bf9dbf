package cnn.core.image;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.api.data.Resize;
import java.util.Arrays;

/**
 * Brings pictures of one shape to another: first the channels (1 for grey, 3 for colour), then height and width. This is
 * the one way for every picture, from a file or from an application, in training and prediction: it computes in whole
 * 255ths, as files store them, and rounds its result to these, so that a picture gives the same numbers whichever way it
 * comes in. Values below 0 and above 1 are rounded alike and not clamped. Immutable.
 *
 * <p>Resizing takes the mean over the area that a pixel covers along an axis that shrinks, and interpolates linearly
 * along one that grows; what becomes of the proportions says {@link Resize}.
 */
public final class Fitting {
    private final Shape input;
    private final Shape output;
    private final Placement place;
    private final Resampling resampling;
    private final Resampling.Rows<float[]> floats = this::floats;
    private final Resampling.Rows<byte[]> bytes = this::bytes;

    private Fitting(Shape input, Shape output, Resize resize) {
        this.input = input;
        this.output = output;
        place = Placement.of(input, output, resize);
        resampling = new Resampling(Shape.image(place.fromHeight(), place.fromWidth(), output.channels()),
                place.toHeight(), place.toWidth());
    }

    /**
     * From pictures of one shape to those of another.
     *
     * @throws IllegalArgumentException where the channels cannot be converted
     */
    public static Fitting of(Shape input, Shape output, Resize resize) {
        Channels.check(input.channels(), output.channels());
        return new Fitting(input, output, resize);
    }

    /** An image with another height, width or number of channels (1 or 3); itself where it has them already. */
    public static Image fit(Image image, Shape wanted, Resize resize) {
        if (image.shape().equals(wanted)) {
            return image;
        }
        Fitting fitting = of(image.shape(), wanted, resize);
        Image fitted = Image.of(wanted);
        fitting.apply(image, fitted, new float[fitting.scratch()]);
        return fitted;
    }

    /** Floats of memory that {@link #apply} needs. */
    public int scratch() {
        return resampling.scratch() + (isWhole() ? 0 : resampling.output().size());
    }

    /**
     * Overwrites an image with another, fitted. Allocates nothing.
     *
     * @param from of the input's shape
     * @param to of the output's shape
     * @param scratch at least {@link #scratch()} floats with any content
     */
    public void apply(Image from, Image to, float[] scratch) {
        float[] out = to.pixels();
        apply(from.pixels(), floats, out, scratch);
        for (int i = 0; i < out.length; i++) {
            out[i] = out[i] / 255f;
        }
    }

    /** The same for bytes. */
    ByteImage apply(ByteImage image) {
        float[] out = new float[output.size()];
        apply(image.pixels(), bytes, out, new float[scratch()]);
        byte[] fitted = new byte[out.length];
        for (int i = 0; i < fitted.length; i++) {
            fitted[i] = (byte) (int) out[i];
        }
        return new ByteImage(output, fitted);
    }

    private <S> void apply(S source, Resampling.Rows<S> rows, float[] out, float[] scratch) {
        if (isWhole()) {
            resampling.apply(source, rows, out, 0, scratch);
            round(out, 0, out.length);
            return;
        }
        int part = resampling.output().size();
        int at = resampling.scratch();
        resampling.apply(source, rows, scratch, at, scratch);
        round(scratch, at, at + part);
        Arrays.fill(out, 0, output.size(), 0);
        int row = place.toWidth() * output.channels();
        for (int y = 0; y < place.toHeight(); y++) {
            System.arraycopy(scratch, at + y * row, out,
                    ((place.toTop() + y) * output.width() + place.toLeft()) * output.channels(), row);
        }
    }

    /** Whether the resized picture is all of the output. */
    private boolean isWhole() {
        return place.toHeight() == output.height() && place.toWidth() == output.width();
    }

    private static void round(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = (float) Math.floor(values[i] + 0.5f);
        }
    }

    /** A row of an application's picture in whole 255ths, with the output's channels. */
    private void floats(float[] in, int y, float[] row) {
        int at = ((place.fromTop() + y) * input.width() + place.fromLeft()) * input.channels();
        int count = place.fromWidth() * output.channels();
        if (input.channels() == output.channels()) {
            for (int i = 0; i < count; i++) {
                row[i] = step(in[at + i]);
            }
        } else if (output.channels() == 3) {
            for (int i = 0; i < count; i += 3, at++) {
                row[i] = row[i + 1] = row[i + 2] = step(in[at]);
            }
        } else {
            for (int i = 0; i < count; i++, at += 3) {
                row[i] = Channels.luma(step(in[at]), step(in[at + 1]), step(in[at + 2]));
            }
        }
    }

    private static float step(float value) {
        return (float) Math.floor(value * 255f + 0.5f);
    }

    /** A row of a file's picture, with the output's channels. */
    private void bytes(byte[] in, int y, float[] row) {
        int at = ((place.fromTop() + y) * input.width() + place.fromLeft()) * input.channels();
        int count = place.fromWidth() * output.channels();
        if (input.channels() == output.channels()) {
            for (int i = 0; i < count; i++) {
                row[i] = in[at + i] & 0xFF;
            }
        } else if (output.channels() == 3) {
            for (int i = 0; i < count; i += 3, at++) {
                row[i] = row[i + 1] = row[i + 2] = in[at] & 0xFF;
            }
        } else {
            for (int i = 0; i < count; i++, at += 3) {
                row[i] = Channels.luma(in[at] & 0xFF, in[at + 1] & 0xFF, in[at + 2] & 0xFF);
            }
        }
    }
}
