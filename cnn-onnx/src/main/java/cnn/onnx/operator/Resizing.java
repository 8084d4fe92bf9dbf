package cnn.onnx.operator;

import cnn.layers.Size;
import cnn.layers.shape.Region;
import cnn.layers.shape.Resize2d;
import cnn.layers.shape.Resize2d.Mode;
import cnn.layers.shape.Resize2d.Places;
import cnn.layers.shape.Resize2d.Rounding;
import cnn.layers.shape.Scale;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Resize, and its forerunner Upsample. */
final class Resizing {
    private Resizing() {
    }

    /** As Resize was before opset 11, too. */
    static void upsample(Step step) {
        Constant scales = step.has(1) ? step.constant(1) : scales(step.attributes());
        Resize2d layer = Resize2d.of(Size.of(1)).mode(mode(step.attributes())).places(Places.ASYMMETRIC)
                .rounding(Rounding.FLOOR);
        give(step, NewLength.of(step, step.activation(0).dims(), scales, null, null), layer);
    }

    private static Constant scales(Attributes given) {
        if (given.values().get("scales") instanceof float[] numbers) {
            return Constant.of(new int[] {numbers.length}, numbers);
        }
        throw new Unsupported("it has no scales");
    }

    static void resize(Step step) {
        if (step.opset() < 11) {
            upsample(step);
            return;
        }
        Attributes given = step.attributes();
        Mode mode = mode(given);
        boolean mixes = mode != Mode.NEAREST;
        String places = given.text("coordinate_transformation_mode", "half_pixel");
        boolean crop = places.equals("tf_crop_and_resize");
        Resize2d layer = Resize2d.of(Size.of(1)).mode(mode)
                .places(crop ? Places.HALF_PIXEL : named(Places.values(), "coordinate_transformation_mode", places))
                .rounding(named(Rounding.values(), "nearest_mode", given.text("nearest_mode", "round_prefer_floor")))
                .cubic(Normalizations.decimal(given.number("cubic_coeff_a", -0.75f)))
                .antialias(mixes && given.flag("antialias")).excludeOutside(mixes && given.flag("exclude_outside"));
        Constant roi = crop ? constant(step, 1) : null;
        if (crop && roi == null) {
            throw new Unsupported("it crops, and has no region");
        }
        give(step, NewLength.of(step, step.activation(0).dims(), constant(step, 2), constant(step, 3), roi),
                crop
                        ? layer.crop(Region.WHOLE, Normalizations.decimal(given.number("extrapolation_value", 0)))
                        : layer);
    }

    /** Older files give an empty tensor for none. */
    private static @Nullable Constant constant(Step step, int input) {
        Constant given = step.constantOrNull(input);
        return given == null || given.size() == 0 ? null : given;
    }

    private static Mode mode(Attributes given) {
        String mode = given.text("mode", "nearest");
        return mode.equals("bilinear") ? Mode.LINEAR : named(Mode.values(), "mode", mode);
    }

    private static <E extends Enum<E>> E named(E[] all, String attribute, String word) {
        for (E one : all) {
            if (one.name().equals(word.toUpperCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new Unsupported("its " + attribute + " is " + word);
    }

    private static void give(Step step, NewLength[] lengths, Resize2d layer) {
        boolean[] changed = new boolean[lengths.length];
        long[] to = new long[lengths.length];
        for (int axis = 0; axis < changed.length; axis++) {
            changed[axis] = lengths[axis].changes();
            to[axis] = lengths[axis].to();
        }
        step.give(ImageAxes.change(step, step.activation(0), to, changed,
                (image, rows, columns) -> along(rows < 0 ? NewLength.same(image.height()) : lengths[rows],
                        columns < 0 ? NewLength.same(image.width()) : lengths[columns], layer)));
    }

    private static Resize2d along(NewLength rows, NewLength columns, Resize2d layer) {
        Resize2d sized = new Resize2d(new Size(rows.to(), columns.to()), layer.mode(), layer.places(), layer.rounding(),
                rows.wasRounded() || columns.wasRounded() ? new Scale(rows.scale(), columns.scale()) : null,
                layer.antialias(), layer.cubic(), layer.excludeOutside(), layer.region(), layer.extrapolation());
        return layer.places() == Places.CROP_AND_RESIZE
                ? sized.crop(new Region(rows.start(), columns.start(), rows.end(), columns.end()),
                        layer.extrapolation())
                : sized;
    }
}
