package cnn.layers.shape;

import java.util.Arrays;

/**
 * A part of an image, in shares of its height and width: 0 is the first row's or column's middle, 1 the last one's; beyond lies
 * nothing. Written {@code 0.1,0,0.9,1} (top, left, bottom, right) in a pipeline.
 *
 * @param top where it starts from top to bottom
 * @param left where it starts from left to right
 * @param bottom where it ends from top to bottom
 * @param right where it ends from left to right
 */
public record Region(double top, double left, double bottom, double right) {
    /** The whole image. */
    public static final Region WHOLE = new Region(0, 0, 1, 1);

    private static final double FARTHEST = 1e6;

    public Region {
        for (double share : new double[] {top, left, bottom, right}) {
            if (!(Math.abs(share) <= FARTHEST)) {
                throw new IllegalArgumentException("A region is " + top + "," + left + "," + bottom + "," + right
                        + " (top, left, bottom, right) but its shares must be from -1.0E6 to 1.0E6. Give for example "
                        + "0.1,0,0.9,1.");
            }
        }
    }

    /** Reads {@code 0.1,0,0.9,1} (top, left, bottom, right). */
    public static Region parse(String text) {
        try {
            double[] shares = Arrays.stream(text.split(",", -1)).mapToDouble(share -> Double.parseDouble(share.strip()))
                    .toArray();
            if (shares.length == 4) {
                return new Region(shares[0], shares[1], shares[2], shares[3]);
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no region. Write top,left,bottom,right in shares of the image "
                        + "(0.1,0,0.9,1).");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return top + "," + left + "," + bottom + "," + right;
    }
}
