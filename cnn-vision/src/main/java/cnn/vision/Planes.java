package cnn.vision;

import cnn.api.Tensor;
import cnn.core.network.Weights;

/**
 * Scores of a segmentation, channels first, at any resolution.
 *
 * @param scores one plane after the other
 * @param count planes
 * @param height rows of a plane
 * @param width columns of a plane
 */
record Planes(float[] scores, int count, int height, int width) {
    static Planes of(Tensor tensor) {
        int[] dims = tensor.shape().dims();
        int rank = dims.length;
        if (rank < 2 || rank > 4 || rank == 4 && dims[0] != 1) {
            throw new IllegalArgumentException(
                    "The output " + tensor.shape() + " is no map of one picture. Give (C, H, W), "
                            + "(1, C, H, W) or, of one class, (H, W).");
        }
        return new Planes(finite(tensor), rank == 2 ? 1 : dims[rank - 3], dims[rank - 2], dims[rank - 1]);
    }

    static Planes ofChannelsLast(Tensor tensor) {
        if (!tensor.shape().isImage()) {
            throw new IllegalArgumentException(
                    "The output " + tensor.shape() + " is no map of one picture with its classes "
                            + "behind. Give (H, W, C).");
        }
        int count = tensor.shape().channels();
        int size = tensor.shape().size() / count;
        float[] planes = new float[count * size];
        float[] scores = finite(tensor);
        for (int i = 0; i < planes.length; i++) {
            planes[i % count * size + i / count] = scores[i];
        }
        return new Planes(planes, count, tensor.shape().height(), tensor.shape().width());
    }

    /** A tensor's numbers. What is none would win or lose against all others, and spread to its neighbours, unseen. */
    private static float[] finite(Tensor tensor) {
        float[] numbers = tensor.data();
        int bad = Weights.indexOfNotFinite(numbers, 0, numbers.length);
        if (bad >= 0) {
            throw new IllegalArgumentException("Number " + bad + " of the output " + tensor.shape() + " is "
                    + numbers[bad]
                    + ", and scores are finite. The network overflows on this picture, or its input is prepared in another way "
                    + "than in training.");
        }
        return numbers;
    }

    /** Refuses a size that no map has. */
    static void checkSize(int height, int width) {
        if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "A map of " + height + "×" + width + " pixels was asked for. Ask for at least one "
                            + "row and column, and for less than 2^31 pixels: the picture's own size is usual.");
        }
    }

    /** A row of a plane that is stretched to so many rows, and to the length of {@code to}. */
    void row(int plane, int y, int rows, float[] to) {
        double down = source(y, rows, height);
        int above = (int) down;
        int below = Math.min(above + 1, height - 1);
        float share = (float) (down - above);
        int at = (plane * height + above) * width;
        int next = (plane * height + below) * width;
        for (int x = 0; x < to.length; x++) {
            double across = source(x, to.length, width);
            int left = (int) across;
            int right = Math.min(left + 1, width - 1);
            float part = (float) (across - left);
            float upper = scores[at + left] + part * (scores[at + right] - scores[at + left]);
            float lower = scores[next + left] + part * (scores[next + right] - scores[next + left]);
            to[x] = upper + share * (lower - upper);
        }
    }

    /** Where the middle of a pixel lies among the middles of others. */
    private static double source(int place, int length, int of) {
        return length == of ? place : Math.clamp((place + 0.5) * of / length - 0.5, 0, of - 1);
    }
}
