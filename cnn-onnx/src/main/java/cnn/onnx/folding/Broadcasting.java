package cnn.onnx.folding;

import java.util.Arrays;

/** ONNX's rule for values of different axes: those of length 1, and those that one lacks at the front, are repeated. */
public final class Broadcasting {
    private Broadcasting() {
    }

    /**
     * The axes of both together.
     *
     * @throws IllegalArgumentException where two axes differ and neither is 1
     */
    public static int[] of(int[] left, int[] right) {
        int[] dims = new int[Math.max(left.length, right.length)];
        for (int i = 1; i <= dims.length; i++) {
            int a = i <= left.length ? left[left.length - i] : 1;
            int b = i <= right.length ? right[right.length - i] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new IllegalArgumentException("values of " + Arrays.toString(left) + " and "
                        + Arrays.toString(right) + " do not go together");
            }
            dims[dims.length - i] = a == 1 ? b : a;
        }
        return dims;
    }
}
