package cnn.layers.shape;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import java.util.List;

/**
 * Pixels of an image at computed places: (H, W, C) and places (h, w, 2) → (h, w, C). A place is x and y, or for volumes x, y and z,
 * from −1 at one edge of the image to 1 at the other; what is between pixels is the nearest or mixed of those around, 2 or 4 along
 * each axis. Rows and columns of the places may have any shape.
 *
 * <p>Pixel (x, y) of an image W wide stands at ((x + 1) W − 1) / 2, or with {@code alignCorners} at (x + 1) (W − 1) / 2. The gradient goes to
 * the pixels and, but for the nearest, to the places. Rejects places of another number of coordinates than the image has axes.
 *
 * <p>ONNX's GridSample, PyTorch's grid_sample: Jaderberg and others, "Spatial transformer networks", NIPS 2015, section 3.3. The cubic is
 * that of {@link Resize2d}, with the slope −0.75.
 *
 * @param mode how what is between pixels is found
 * @param beyond what is where no image is
 * @param alignCorners whether −1 and 1 are the middles of the outermost pixels rather than their edges
 */
@Id("grid-sample")
public record GridSample(@Default("linear") Resize2d.Mode mode, @Default("zeros") Beyond beyond,
        @Default("false") boolean alignCorners) implements Layer {
    /** What is where no image is. */
    public enum Beyond {
        /** Zeros. */
        ZEROS,
        /** The nearest pixel of the image. */
        BORDER,
        /** The image mirrored at its edges, as often as is needed. */
        REFLECTION
    }

    /** Linear, zeros beyond, edge to edge. */
    public static GridSample of() {
        return new GridSample(Resize2d.Mode.LINEAR, Beyond.ZEROS, false);
    }

    /** With another way between pixels. */
    public GridSample mode(Resize2d.Mode other) {
        return new GridSample(other, beyond, alignCorners);
    }

    /** With something else beyond the image. */
    public GridSample beyond(Beyond other) {
        return new GridSample(mode, other, alignCorners);
    }

    /** With −1 and 1 at the middles of the outermost pixels. */
    public GridSample alignCorners(boolean middles) {
        return new GridSample(mode, beyond, middles);
    }

    @Override
    public Bound bind(Binding in) {
        List<Shape> inputs = in.inputs();
        if (inputs.size() != 2) {
            throw in.reject("it takes an image and places but was given " + inputs.size() + " inputs",
                    "Name them under the key from, beside the layer: from: [image, places]");
        }
        Shape image = inputs.get(0);
        Shape places = inputs.get(1);
        int axes = image.rank() - 1;
        if (axes < 1 || axes > 3 || places.rank() < 1 || places.channels() != axes) {
            throw in.reject("it cannot take places of " + places + " in " + image,
                    "Give an image (H, W, C) and places (h, w, 2), or a volume and places of 3 coordinates");
        }
        int[] dims = places.dims();
        dims[dims.length - 1] = image.channels();
        return Bound.of(Shape.of(dims), new GridSampleOp(in, this, image, places.size() / axes));
    }
}
