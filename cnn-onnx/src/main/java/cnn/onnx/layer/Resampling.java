package cnn.onnx.layer;

import cnn.api.Shape;
import cnn.layers.pool.BlurPool2d;
import cnn.layers.shape.Crop2d;
import cnn.layers.shape.GridSample;
import cnn.layers.shape.Pad2d;
import cnn.layers.shape.Region;
import cnn.layers.shape.Resize2d;
import cnn.layers.shape.Scale;
import cnn.layers.shape.Sides;
import cnn.layers.shape.Upsample2d;
import cnn.onnx.export.Step;
import cnn.onnx.export.Tensor;
import cnn.onnx.export.Unexportable;
import cnn.onnx.export.Value;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import java.util.Locale;

/** Images with more or fewer rows and columns. */
final class Resampling {
    private Resampling() {
    }

    static Value crop(Crop2d layer, Step step) {
        Shape shape = step.output();
        Sides sides = layer.sides();
        Tensor image = step.first(step.input()).tensor();
        return Value.first(
                step.end("Slice", Value.firstDims(shape), image, step.integers("starts", sides.top(), sides.left()),
                        step.integers("ends", (long) sides.top() + shape.height(), (long) sides.left() + shape.width()),
                        step.integers("axes", 2, 3)),
                shape);
    }

    static Value pad(Pad2d layer, Step step) {
        Shape shape = step.output();
        Sides sides = layer.sides();
        Tensor image = step.first(step.input()).tensor();
        Tensor pads = step.integers("pads", 0, 0, sides.top(), sides.left(), 0, 0, sides.bottom(), sides.right());
        int[] dims = Value.firstDims(shape);
        return Value.first(switch (layer.mode()) {
            case CONSTANT -> step.end("Pad", Attributes.NONE.with("mode", "constant"), dims, image, pads,
                    step.constant("value", layer.value()));
            case REFLECT -> step.end("Pad", Attributes.NONE.with("mode", "reflect"), dims, image, pads);
            case EDGE -> step.end("Pad", Attributes.NONE.with("mode", "edge"), dims, image, pads);
            case WRAP -> {
                if (!step.has(19)) {
                    throw new Unexportable("a frame of the image from its other end needs operators of version 19");
                }
                yield step.end("Pad", Attributes.NONE.with("mode", "wrap"), dims, image, pads);
            }
        }, shape);
    }

    static Value upsample(Upsample2d layer, Step step) {
        Tensor image = step.first(step.input()).tensor();
        float[] factors = {1, 1, layer.factor().height(), layer.factor().width()};
        Attributes attributes = layer.mode() == Upsample2d.Mode.NEAREST
                ? Attributes.NONE.with("mode", "nearest").with("coordinate_transformation_mode", "asymmetric")
                        .with("nearest_mode", "floor")
                : Attributes.NONE.with("mode", "linear").with("coordinate_transformation_mode", "half_pixel");
        return Value.first(step.end("Resize", attributes, Value.firstDims(step.output()), image, Tensor.NONE,
                step.constant("scales", Constant.of(new int[] {4}, factors))), step.output());
    }

    /** To a size, of rows and columns alone, or by a scale where its rounding gives that size. */
    static Value resize(Resize2d layer, Step step) {
        boolean symmetric = layer.places() == Resize2d.Places.HALF_PIXEL_SYMMETRIC;
        if (!step.has(symmetric ? 19 : 18)) {
            throw new Unexportable(
                    "its sizes along rows and columns need operators of version " + (symmetric ? 19 : 18));
        }
        boolean crop = layer.places() == Resize2d.Places.CROP_AND_RESIZE;
        Attributes attributes = Attributes.NONE.with("mode", word(layer.mode())).with("axes", new int[] {2, 3})
                .with("coordinate_transformation_mode", crop ? "tf_crop_and_resize" : word(layer.places()))
                .with("nearest_mode", word(layer.rounding())).with("cubic_coeff_a", layer.cubic())
                .with("antialias", layer.antialias() ? 1 : 0).with("exclude_outside", layer.excludeOutside() ? 1 : 0)
                .with("extrapolation_value", layer.extrapolation());
        Tensor image = step.first(step.input()).tensor();
        Region part = layer.region();
        Tensor region = crop
                ? step.constant("region",
                        Constant.of(new int[] {4}, new float[] {(float) part.top(), (float) part.left(),
                            (float) part.bottom(), (float) part.right()}))
                : Tensor.NONE;
        int[] dims = Value.firstDims(step.output());
        return Value.first(layer.scale() == null
                ? step.end("Resize", attributes, dims, image, region, Tensor.NONE,
                        step.integers("sizes", layer.size().height(), layer.size().width()))
                : step.end("Resize", attributes, dims, image, region, scales(layer, layer.scale(), step)),
                step.output());
    }

    /** Places under as many axes as the image has; of volumes since opset 20, which renamed the modes. */
    static Value grid(GridSample layer, Step step) {
        Shape image = step.input(0).shape();
        Shape places = step.input(1).shape();
        boolean renamed = step.has(20);
        if (image.rank() == 4 && !renamed) {
            throw new Unexportable("places in volumes need operators of version 20");
        }
        if (places.rank() != image.rank()) {
            throw new Unexportable("its places " + places + " have not as many axes as the image " + image);
        }
        String mode = renamed || layer.mode() == Resize2d.Mode.NEAREST ? "" : "bi";
        Attributes attributes = Attributes.NONE.with("mode", mode + word(layer.mode()))
                .with("padding_mode", word(layer.beyond())).with("align_corners", layer.alignCorners() ? 1L : 0L);
        return Value.first(step.end("GridSample", attributes, Value.firstDims(step.output()),
                step.first(step.input(0)).tensor(), step.last(step.input(1)).tensor()), step.output());
    }

    private static Tensor scales(Resize2d layer, Scale scale, Step step) {
        Shape in = step.input().shape();
        float height = (float) scale.height();
        float width = (float) scale.width();
        if ((int) (in.height() * height) != layer.size().height()
                || (int) (in.width() * width) != layer.size().width()) {
            throw new Unexportable("its scale and its size are not one another's in ONNX, which rounds down");
        }
        return step.constant("scales", Constant.of(new int[] {2}, new float[] {height, width}));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /** The image mirrored at its edges, and a convolution of each channel whose weights are binomial coefficients. */
    static Value blur(BlurPool2d layer, Step step) {
        Shape in = step.input().shape();
        Shape out = step.output();
        int size = layer.size();
        int before = (size - 1) / 2;
        int below = Math.max(0, (out.height() - 1) * layer.stride() + size - before - in.height());
        int right = Math.max(0, (out.width() - 1) * layer.stride() + size - before - in.width());
        Tensor image = step.first(step.input()).tensor();
        if (before + below + right > 0) {
            int[] dims = {in.channels(), in.height() + before + below, in.width() + before + right};
            image = step.add("Pad", Attributes.NONE.with("mode", "reflect"), dims, image,
                    step.integers("pads", 0, 0, before, before, 0, 0, below, right));
        }
        Windows windows = Windows.over(new int[] {size, size}, new int[] {layer.stride(), layer.stride()});
        return Value.first(step.end("Conv", windows.dilated().with("group", in.channels()), Value.firstDims(out), image,
                step.constant("weights", binomial(size, in.channels()))), out);
    }

    private static Constant binomial(int size, int channels) {
        double[] row = new double[size];
        row[0] = Math.scalb(1.0, 1 - size);
        for (int k = 1; k < size; k++) {
            row[k] = row[k - 1] * (size - k) / k;
        }
        float[] weights = new float[channels * size * size];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (row[i / size % size] * row[i % size]);
        }
        return Constant.of(new int[] {channels, 1, size, size}, weights);
    }
}
