package cnn.layers.convolution.shared;

/**
 * How windows move along one axis of an image: the window of output o sees, at its element k, the pixel
 * {@code (o·stride + k·dilation − before) / spread}, or 0 where there is none or the division leaves a rest.
 *
 * @param in pixels of the image
 * @param out positions of the window
 * @param kernel elements of the window
 * @param stride canvas pixels from one position to the next
 * @param dilation canvas pixels from one element of the window to the next
 * @param before zeros before the image; negative where windows start inside it
 * @param spread canvas pixels from one image pixel to the next, zeros between: 1, but in the gradient of a strided convolution
 */
public record Axis(int in, int out, int kernel, int stride, int dilation, int before, int spread) {
    /** Windows over an image whose pixels lie side by side. */
    public Axis(int in, int out, int kernel, int stride, int dilation, int before) {
        this(in, out, kernel, stride, dilation, before, 1);
    }

    /** Canvas pixels from a window's first element to behind its last. */
    public int reach() {
        return (kernel - 1) * dilation + 1;
    }

    /** Canvas pixels that all windows together see. */
    public int canvas() {
        return canvas(out);
    }

    /** Canvas pixels that so many neighbouring windows see. */
    public int canvas(int windows) {
        return (windows - 1) * stride + reach();
    }

    /** How the gradient of the input is found from that of the output: the same windows, turned round. */
    public Axis turned() {
        return new Axis(out, in, kernel, 1, dilation, reach() - 1 - before, stride);
    }
}
