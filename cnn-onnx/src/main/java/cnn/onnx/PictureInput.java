package cnn.onnx;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.core.model.Preprocessing;

/**
 * How a picture becomes the input of a graph.
 *
 * @param preprocessing what happens to it first
 * @param channelsLast whether its axes are those of TensorFlow, 1×(H, W, C), rather than 1×(C, H, W)
 */
record PictureInput(Preprocessing preprocessing, boolean channelsLast) {
    /** The graph's tensor for a picture. */
    Tensor tensor(Image image) {
        Shape shape = preprocessing.shape();
        if (!image.shape().equals(shape)) {
            throw new IllegalArgumentException("The model takes pictures of " + shape + " but was given one of "
                    + image.shape() + ". Resize it first, for example with FittedPicture of cnn-vision.");
        }
        float[] prepared = new float[shape.size()];
        preprocessing.apply(image.pixels(), prepared, 0);
        if (channelsLast) {
            return new Tensor(Shape.of(1, shape.height(), shape.width(), shape.channels()), prepared);
        }
        int size = shape.height() * shape.width();
        float[] planes = new float[prepared.length];
        for (int i = 0; i < prepared.length; i++) {
            planes[i % shape.channels() * size + i / shape.channels()] = prepared[i];
        }
        return new Tensor(Shape.of(1, shape.channels(), shape.height(), shape.width()), planes);
    }
}
