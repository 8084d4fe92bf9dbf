package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.core.text.Count;
import cnn.layers.Concat;
import cnn.layers.Size;
import cnn.layers.pool.MaxRoiPool;
import cnn.layers.pool.RoiAlign;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Map;

/** Pools of regions that are known or computed: (N, C, H, W) → (R, C, h, w), whose first axis are the regions. */
final class RegionPools {
    /** Pixels of all regions together, were each the whole image: as many as take seconds. */
    private static final long MOST = 1L << 34;

    private RegionPools() {
    }

    /** Before opset 16 nothing is taken off. */
    static void align(Step step) {
        Attributes given = step.attributes();
        String mode = given.text("mode", "avg");
        String places = given.text("coordinate_transformation_mode",
                step.opset() < 16 ? "output_half_pixel" : "half_pixel");
        RoiAlign layer = new RoiAlign(
                new Size(number(given, "output_height", 1), number(given, "output_width", 1)), switch (mode) {
                    case "avg" -> RoiAlign.Mode.MEAN;
                    case "max" -> RoiAlign.Mode.MAXIMUM;
                    default -> throw new Unsupported("its mode is " + mode);
                }, number(given, "sampling_ratio", 0), scale(given), switch (places) {
                    case "half_pixel" -> true;
                    case "output_half_pixel" -> false;
                    default -> throw new Unsupported("its coordinate_transformation_mode is " + places);
                });
        Activation image = image(step);
        Activation regions = regions(step, 4);
        boolean several = image.dims()[0] > 1 || !step.isConstant(2);
        if (several) {
            regions = numbered(step, regions);
        }
        requireImages(step, image);
        pool(step, layer, image, several ? images(step, image) : Images.of(step, image), regions);
    }

    /** Regions come with the image's number before them. */
    static void maximum(Step step) {
        Attributes given = step.attributes();
        long[] bins = given.integers("pooled_shape");
        if (bins == null || bins.length != 2) {
            throw new Unsupported("its pooled_shape must be two numbers");
        }
        Activation image = image(step);
        pool(step, new MaxRoiPool(new Size(Math.toIntExact(bins[0]), Math.toIntExact(bins[1])), scale(given)), image,
                images(step, image), regions(step, 5));
    }

    private static int number(Attributes given, String name, int otherwise) {
        return Math.toIntExact(given.integer(name, otherwise));
    }

    private static double scale(Attributes given) {
        return Normalizations.decimal(given.number("spatial_scale", 1));
    }

    private static Activation image(Step step) {
        Activation image = step.activation(0);
        if (image.rank() != 4) {
            throw new Unsupported(
                    "it takes regions of " + image.text() + ", and those of images (N, C, H, W) are read");
        }
        if (step.batched()) {
            throw new Unsupported(
                    "its regions are of the whole batch: take it for one picture at a time with batch(1)");
        }
        return image;
    }

    private static Activation images(Step step, Activation image) {
        int[] dims = image.dims();
        return step.arranged(image, Shape.of(dims[0], dims[2], dims[3], dims[1]), 0, 2, 3, 1);
    }

    private static Activation regions(Step step, int numbers) {
        Activation regions = step.activation(1);
        if (regions.rank() != 2 || regions.dims()[1] != numbers) {
            throw new Unsupported("its regions are " + regions.text() + ", and need " + numbers + " numbers each");
        }
        return step.arranged(regions, 0, 1);
    }

    /** Regions behind the number of the image that each is of. */
    private static Activation numbered(Step step, Activation regions) {
        Activation numbers = step.activation(2);
        int count = regions.dims()[0];
        if (numbers.rank() != 1 || numbers.size() != count) {
            throw new Unsupported("its batch_indices are " + numbers.text() + " for " + count + " regions");
        }
        return step.add("regions", new Concat(), Map.of(), step.arranged(numbers, Shape.of(count, 1), 0), regions);
    }

    private static void requireImages(Step step, Activation image) {
        Constant numbers = step.isConstant(2) ? step.constant(2) : null;
        for (int i = 0; numbers != null && i < numbers.size(); i++) {
            if (numbers.number(i) < 0 || numbers.number(i) >= image.dims()[0]) {
                throw new Unsupported("its batch_indices name image " + (long) numbers.number(i) + " of "
                        + image.dims()[0]);
            }
        }
    }

    private static void pool(Step step, Layer layer, Activation image, Activation pixels, Activation regions) {
        if ((double) pixels.size() * regions.dims()[0] > MOST) {
            throw new Unsupported("it pools " + Count.of(regions.dims()[0]) + " regions of " + image.text()
                    + ", more than " + Count.of(MOST) + " numbers");
        }
        Activation pooled = step.add(layer, Map.of(), pixels, regions);
        Shape shape = pooled.shape();
        step.give(step.laidOut(pooled, new int[] {shape.dim(0), shape.dim(3), shape.dim(1), shape.dim(2)}, 0, 2, 3, 1)
                .as(image.type()));
    }
}
