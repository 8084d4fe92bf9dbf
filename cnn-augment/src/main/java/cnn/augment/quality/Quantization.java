package cnn.augment.quality;

/**
 * How coarsely a JPEG file of a quality keeps each frequency of a block: rows are vertical frequencies, columns level ones.
 *
 * <p>ITU-T T.81 (1992), tables K.1 and K.2.
 */
final class Quantization {
    private static final int[] LIGHT = {16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24,
        40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
        92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
    private static final int[] COLOURS = {17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56,
        99,
        99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};

    private Quantization() {
    }

    /** For light. */
    static float[] light(int quality) {
        return scaled(LIGHT, quality);
    }

    /** For the two differences of colour. */
    static float[] colours(int quality) {
        return scaled(COLOURS, quality);
    }

    private static float[] scaled(int[] table, int quality) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        float[] scaled = new float[table.length];
        for (int i = 0; i < table.length; i++) {
            scaled[i] = Math.clamp((table[i] * percent + 50) / 100, 1, 255);
        }
        return scaled;
    }
}
