package cnn.explain;

import java.util.Arrays;

/**
 * One number for each place.
 *
 * @param height rows
 * @param width columns
 * @param values row by row
 */
record Heat(int height, int width, float[] values) {

    /** Over the places that an attribution was found for. */
    static Heat of(Attribution attribution) {
        int height = attribution.values().shape().height();
        int width = attribution.values().shape().width();
        int channels = attribution.values().shape().channels();
        float[] data = attribution.values().data();
        float[] heat = new float[height * width];
        for (int i = 0; i < heat.length; i++) {
            for (int c = 0; c < channels; c++) {
                float value = data[i * channels + c];
                heat[i] = attribution.kind() == Attribution.Kind.MAGNITUDE
                        ? Math.max(heat[i], Math.abs(value))
                        : heat[i] + value;
            }
        }
        return new Heat(height, width, heat);
    }

    /** With other places: interpolated linearly between centres, those at the edge repeated. */
    Heat resized(int newHeight, int newWidth) {
        if (newHeight == height && newWidth == width) {
            return this;
        }
        float[] resized = new float[newHeight * newWidth];
        for (int y = 0; y < newHeight; y++) {
            double row = Math.clamp((y + 0.5) * height / newHeight - 0.5, 0, height - 1);
            int top = (int) row;
            int bottom = Math.min(top + 1, height - 1);
            for (int x = 0; x < newWidth; x++) {
                double column = Math.clamp((x + 0.5) * width / newWidth - 0.5, 0, width - 1);
                int left = (int) column;
                int right = Math.min(left + 1, width - 1);
                resized[y * newWidth + x] = (float) mix(mix(at(top, left), at(top, right), column - left),
                        mix(at(bottom, left), at(bottom, right), column - left), row - top);
            }
        }
        return new Heat(newHeight, newWidth, resized);
    }

    private double at(int row, int column) {
        return values[row * width + column];
    }

    private static double mix(double first, double second, double share) {
        return first + share * (second - first);
    }

    /** The size that this share of the numbers does not exceed; the largest where that is 0. */
    float strength(double share) {
        float[] sizes = new float[values.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(values[i]);
        }
        Arrays.sort(sizes);
        float strength = sizes[(int) Math.round(share * (sizes.length - 1))];
        return strength > 0 ? strength : sizes[sizes.length - 1];
    }
}
