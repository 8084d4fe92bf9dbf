package cnn.augment.pixel;

/** The weights of a Gaussian blur. */
public final class Bell {
    private Bell() {
    }

    /** A Gaussian of {@code sigma} pixels from −3 to 3 sigma; its sum is 1. */
    public static float[] of(double sigma) {
        int reach = (int) StrictMath.ceil(3 * sigma);
        float[] bell = new float[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            sum += StrictMath.exp(-i * i / (2 * sigma * sigma));
        }
        for (int i = -reach; i <= reach; i++) {
            bell[reach + i] = (float) (StrictMath.exp(-i * i / (2 * sigma * sigma)) / sum);
        }
        return bell;
    }
}
