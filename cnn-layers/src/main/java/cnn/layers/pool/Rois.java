package cnn.layers.pool;

import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.layers.Size;
import java.util.List;

/**
 * Regions of one image or of several, which a second input names: left, top, right and bottom of each, before these the image's
 * number where there are several.
 *
 * @param images how many there are in one example
 * @param height of each
 * @param width of each
 * @param channels of each
 * @param count how many regions there are in one example
 * @param numbers of each region
 */
record Rois(int images, int height, int width, int channels, int count, int numbers) {
    /** Those of a layer's two inputs; rejects what is none. */
    static Rois of(Binding in) {
        List<Shape> inputs = in.inputs();
        if (inputs.size() != 2) {
            throw in.reject("it takes an image and regions but was given " + inputs.size() + " inputs",
                    "Name them under the key from, beside the layer: from: [image, regions]");
        }
        Shape from = inputs.get(0);
        Shape regions = inputs.get(1);
        boolean several = from.rank() == 4;
        if (!several && !from.isImage() || regions.rank() != 2 || regions.dim(1) != (several ? 5 : 4)) {
            throw in.reject("it cannot take regions of " + regions + " in " + from,
                    "Give an image (H, W, C) and regions (R, 4), left, top, right and bottom of each; or images "
                            + "(N, H, W, C) and regions (R, 5), the image's number before those");
        }
        int first = several ? 1 : 0;
        return new Rois(several ? from.dim(0) : 1, from.dim(first), from.dim(first + 1), from.dim(first + 2),
                regions.dim(0), regions.dim(1));
    }

    /** What comes of all regions, each brought to one size. */
    Shape output(Size size) {
        return Shape.of(count, size.height(), size.width(), channels);
    }

    /** Numbers of all images of one example. */
    int size() {
        return images * height * width * channels;
    }

    /** Where in the images' numbers a region's image begins; −1 where the region has a number that is none. */
    int image(float[] regions, int example, int region) {
        int at = (example * count + region) * numbers;
        for (int i = at; i < at + numbers; i++) {
            if (!Float.isFinite(regions[i])) {
                return -1;
            }
        }
        double number = numbers == 4 ? 0 : Math.rint(regions[at]);
        return number >= 0 && number < images
                ? (example * images + (int) number) * height * width * channels
                : -1;
    }

    /** Where a region's left edge is among the regions' numbers; top, right and bottom come behind it. */
    int edges(int example, int region) {
        return (example * count + region) * numbers + numbers - 4;
    }
}
