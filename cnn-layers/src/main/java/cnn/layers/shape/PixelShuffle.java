package cnn.layers.shape;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.text.Count;

/**
 * Makes pixels of channels: y[i · r + k, j · r + l, c] = x[i, j, c · r² + k · r + l] with r = {@code factor}.
 * (H, W, C · r²) → (H · r, W · r, C). Behind a convolution it is up-sampling that learns. Rejects channels that r² does not
 * divide.
 *
 * <p>Shi and others, "Real-time single image and video super-resolution using an efficient sub-pixel convolutional neural
 * network", CVPR 2016; the order of channels is PyTorch's, ONNX's DepthToSpace in mode CRD.
 *
 * @param factor how many times as high and as wide, 1 or more
 */
@Id("pixel-shuffle")
public record PixelShuffle(int factor) implements Layer {
    /** Rows, columns, channels, rows within, columns within: what the input's axes are, and in which order they go. */
    private static final int[] ORDER = {0, 3, 1, 4, 2};

    public PixelShuffle {
        if (factor < 1) {
            throw new IllegalArgumentException("PixelShuffle factor is " + factor
                    + " but an image is made at least 1 time as large. Give for example 2.");
        }
    }

    /** So many times as high and as wide. */
    public static PixelShuffle of(int factor) {
        return new PixelShuffle(factor);
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        long area = (long) factor * factor;
        if (image.channels() % area != 0) {
            throw in.reject(
                    Count.of(image.channels(), "channel") + " cannot be cut into squares of " + factor + "×" + factor,
                    "Give it a multiple of " + area + " channels, for example with a 1×1 convolution before it");
        }
        int channels = (int) (image.channels() / area);
        return Bound.of(Shape.image(image.height() * factor, image.width() * factor, channels), Selection.reordered(
                Shape.of(image.height(), image.width(), channels, factor, factor), ORDER));
    }
}
