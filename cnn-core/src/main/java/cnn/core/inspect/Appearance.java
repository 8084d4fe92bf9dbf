package cnn.core.inspect;

import cnn.api.data.Image;
import cnn.core.image.ByteImage;

/**
 * What a picture looks like, in 264 bytes: a hash by which others like it are found, and the picture itself in 16×16 cells,
 * by which they are confirmed. Simple drawings and digits on black have equal hashes by the thousand; of those few are alike.
 *
 * @param hash nearly the same for what looks nearly the same: {@link PerceptualHash}
 * @param outline cells less their mean, so that the largest is 127; all 0 for a flat picture
 */
public record Appearance(long hash, byte[] outline) {
    private static final int SIDE = 16;
    /** Less contrast than half a level of 255 shows nothing. */
    private static final float FLAT = 1 / 510f;
    /**
     * Correlation from which two pictures look nearly the same. Photographs saved anew as JPEG or at half the size have more. Of
     * MNIST's images 328,801 pairs have hashes within 4 bits, and none of these has it; of Fashion-MNIST's 197,371 pairs 63 have
     * it, which one can hardly tell apart.
     */
    private static final double LIKE = 0.998;

    static Appearance of(ByteImage picture) {
        return of(Cells.of(picture));
    }

    static Appearance of(Image image) {
        return of(Cells.of(image));
    }

    private static Appearance of(float[] cells) {
        float[] small = new float[SIDE * SIDE];
        float mean = 0;
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                int at = 2 * (i * Cells.SIDE + j);
                small[i * SIDE + j] = cells[at] + cells[at + 1] + cells[at + Cells.SIDE] + cells[at + Cells.SIDE + 1];
                mean += small[i * SIDE + j] / small.length;
            }
        }
        float most = 0;
        for (int i = 0; i < small.length; i++) {
            small[i] -= mean;
            most = Math.max(most, Math.abs(small[i]));
        }
        byte[] outline = new byte[small.length];
        for (int i = 0; i < small.length && most > 4 * FLAT; i++) {
            outline[i] = (byte) Math.round(127 * small[i] / most);
        }
        return new Appearance(PerceptualHash.of(cells), outline);
    }

    /** Whether two pictures look nearly the same, brightness and contrast apart. */
    boolean isLike(Appearance other) {
        int product = 0; // up to 127² · 256 fits
        int square = 0;
        int otherSquare = 0;
        for (int i = 0; i < outline.length; i++) {
            product += outline[i] * other.outline[i];
            square += outline[i] * outline[i];
            otherSquare += other.outline[i] * other.outline[i];
        }
        return square == 0 || otherSquare == 0
                ? square == otherSquare
                : product >= LIKE * Math.sqrt((double) square * otherSquare);
    }
}
