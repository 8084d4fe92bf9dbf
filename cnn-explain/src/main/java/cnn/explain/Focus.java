package cnn.explain;

/**
 * Where in a picture an attribution lies, in pixels of what the network takes. Of numbers of any sign those above 0 count.
 *
 * @param row of the pixel with the largest number, the first of equal ones
 * @param column of that pixel
 * @param top first row of the box around all pixels with at least half of the largest number
 * @param left its first column
 * @param height its rows
 * @param width its columns
 * @param share what of the sum of all numbers lies in the box, in [0, 1]
 */
public record Focus(int row, int column, int top, int left, int height, int width, double share) {

    /** The numbers, from 0 on, of which one is above 0. */
    static Focus of(Heat heat) {
        float[] values = heat.values();
        int peak = 0;
        for (int i = 1; i < values.length; i++) {
            peak = values[i] > values[peak] ? i : peak;
        }
        int top = heat.height();
        int left = heat.width();
        int bottom = 0;
        int right = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= values[peak] / 2) {
                top = Math.min(top, i / heat.width());
                bottom = Math.max(bottom, i / heat.width() + 1);
                left = Math.min(left, i % heat.width());
                right = Math.max(right, i % heat.width() + 1);
            }
        }
        double all = 0;
        double inside = 0;
        for (int i = 0; i < values.length; i++) {
            double value = Math.max(0, values[i]);
            boolean within = i / heat.width() >= top && i / heat.width() < bottom && i % heat.width() >= left
                    && i % heat.width() < right;
            all += value;
            inside += within ? value : 0;
        }
        return new Focus(peak / heat.width(), peak % heat.width(), top, left, bottom - top, right - left, inside / all);
    }
}
