package cnn.examples.shapes;

import cnn.api.Rng;
import java.util.List;

/**
 * What one picture shows, before it is painted.
 *
 * @param label the class of the figure: 0 triangle, 1 square, 2 circle
 * @param size the picture's side in pixels
 * @param figure the figure, wholly inside the picture
 * @param stroke width of its outline in pixels, drawn inside of it; 0 where it is filled
 * @param paint its colour and the background's
 * @param marks what distracts, behind the figure
 * @param noise standard deviation of the noise on every value
 */
record Scene(int label, int size, Figure figure, float stroke, Paint paint, List<Mark> marks, float noise) {
    /** 1 / standard deviation, and mean, of a sum of four numbers that are even in 0 … 65535. */
    private static final float UNIT = (float) (1 / Math.sqrt((65536.0 * 65536.0 - 1) / 3));
    private static final float MEAN = 4 * 65535 / 2f;

    /**
     * Colours, one number a channel in [0, 1].
     *
     * @param figure the figure's colour
     * @param from the background's at one edge
     * @param to the background's at the opposite edge; the same where there is no gradient
     * @param down the gradient's direction, row component; |down| + |right| = 1
     * @param right its column component
     */
    record Paint(float[] figure, float[] from, float[] to, float down, float right) {
        /** The smallest difference in lightness between figure and background, wherever the figure lies. */
        float contrast() {
            float first = lightness(figure) - lightness(from);
            float second = lightness(figure) - lightness(to);
            return first * second <= 0 ? 0 : Math.min(Math.abs(first), Math.abs(second));
        }

        /** As seen: the weights of ITU-R BT.601. */
        static float lightness(float[] colour) {
            return colour.length == 1 ? colour[0] : 0.299f * colour[0] + 0.587f * colour[1] + 0.114f * colour[2];
        }
    }

    /** Moves a figure of any size to a random place, its bounds at least one pixel inside the picture. */
    @SuppressWarnings("unchecked") // a figure stays what it is when it moves
    static <F extends Figure> F place(F figure, float factor, int size, Rng random) {
        float[] bounds = figure.bounds();
        float freeDown = size - 3 - factor * (bounds[2] - bounds[0]);
        float freeRight = size - 3 - factor * (bounds[3] - bounds[1]);
        return (F) figure.moved(factor, 1 - factor * bounds[0] + freeDown * random.nextFloat(),
                1 - factor * bounds[1] + freeRight * random.nextFloat());
    }

    /** The picture as (size, size, channels) bytes, 255 for 1. */
    byte[] render(Rng random) {
        int channels = paint.figure.length;
        byte[] picture = new byte[size * size * channels];
        float[] pixel = new float[channels];
        float[] bounds = figure.bounds();
        float scale = noise * UNIT;
        int at = 0;
        for (int row = 0; row < size; row++) {
            boolean reached = row > bounds[0] - 1 && row < bounds[2] + 1;
            for (int column = 0; column < size; column++) {
                shadeGround(row, column, pixel);
                if (reached && column > bounds[1] - 1 && column < bounds[3] + 1) {
                    shadeFigure(row, column, pixel);
                }
                for (int channel = 0; channel < channels; channel++) {
                    float value = pixel[channel] + scale * (sum(random.nextLong()) - MEAN);
                    picture[at++] = (byte) Math.max(0, Math.min(255, (int) (value * 255 + 0.5f)));
                }
            }
        }
        return picture;
    }

    private void shadeGround(int row, int column, float[] pixel) {
        float middle = (size - 1) / 2f;
        float along = 0.5f + ((row - middle) * paint.down + (column - middle) * paint.right) / size;
        for (int channel = 0; channel < pixel.length; channel++) {
            pixel[channel] = paint.from[channel] + (paint.to[channel] - paint.from[channel]) * along;
        }
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            float cover = mark.cover(row, column);
            for (int channel = 0; cover > 0 && channel < pixel.length; channel++) {
                pixel[channel] += cover * mark.change()[channel];
            }
        }
    }

    private void shadeFigure(int row, int column, float[] pixel) {
        float cover = cover(figure.distance(row, column));
        for (int channel = 0; cover > 0 && channel < pixel.length; channel++) {
            pixel[channel] += cover * (paint.figure[channel] - pixel[channel]);
        }
    }

    /** How much of a pixel is the figure's, from the distance of the pixel's centre: an edge is one pixel soft. */
    private float cover(float distance) {
        float inside = Math.clamp(0.5f - distance, 0f, 1f);
        return stroke == 0 ? inside : Math.min(inside, Math.clamp(0.5f + distance + stroke, 0f, 1f));
    }

    private static int sum(long bits) {
        long pairs = (bits & 0x0000FFFF0000FFFFL) + (bits >>> 16 & 0x0000FFFF0000FFFFL);
        return (int) (pairs + (pairs >>> 32));
    }
}
