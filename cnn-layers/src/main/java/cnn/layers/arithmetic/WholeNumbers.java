package cnn.layers.arithmetic;

/**
 * Whole numbers of so many bits, as processors have them: what is beyond them comes in again at the other end. They lie in
 * floats, which hold each up to 2²⁴ exactly, and the nearest that they can beyond.
 *
 * @param bits 8, 16, 32 or 64
 * @param signed whether half of them are below 0
 */
record WholeNumbers(int bits, boolean signed) {
    WholeNumbers {
        if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
            throw new IllegalArgumentException(
                    "Whole numbers have 8, 16, 32 or 64 bits, but " + bits + " were given. Give for example 32.");
        }
    }

    /** The number that has these last bits. */
    float wrapped(long number) {
        if (bits == 64) {
            return signed || number >= 0 ? number : (float) (number + 0x1p64);
        }
        int unused = 64 - bits;
        return signed ? number << unused >> unused : number << unused >>> unused;
    }
}
