package cnn.layers.kernel;

import cnn.api.kernel.Windows;

/**
 * Pooling along one row of windows that have the same {@link Taps}, for each channel alone. Windows are p = 0 …
 * outputs − 1. {@code at} is the index of the first window's first pixel in {@code x} and {@code dx}, {@code outAt} that
 * of the first output in {@code y} and {@code dy}. An output is another array than the inputs.
 */
public interface Pools {
    /** The highest number under each window, as {@link Math#max(float, float)} has it: {@code y = max x}. */
    void maxima(Taps taps, float[] x, int at, float[] y, int outAt, int outputs);

    /**
     * The gradient of {@link #maxima}, which gave {@code y}: {@code dy} goes to the first pixel of the window that is
     * not below y, the others get 0. Where windows overlap, this is added to what is there, which must not be −0.
     */
    void routeMaxima(Taps taps, float[] x, float[] y, float[] dy, int outAt, float[] dx, int at, int outputs);

    /** The mean under each window: {@code y = (Σ x) / divisor}, the sum in the order of the pixels from 0. */
    void means(Taps taps, float[] x, int at, float divisor, float[] y, int outAt, int outputs);

    /**
     * The gradient of {@link #means}: every pixel gets {@code dx = share · dy}, or, where windows overlap,
     * {@code dx = fma(share, dy, dx)}.
     */
    void spreadMeans(Taps taps, float[] dy, int outAt, float share, float[] dx, int at, int outputs);
}
