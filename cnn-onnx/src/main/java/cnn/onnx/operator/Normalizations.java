package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.arithmetic.Affine;
import cnn.layers.arithmetic.Parameter;
import cnn.layers.normalization.GroupNorm;
import cnn.layers.normalization.InstanceNorm;
import cnn.layers.normalization.LocalResponseNorm;
import cnn.layers.normalization.LpNorm;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** What brings numbers to one scale: over the batch, over an example, over neighbours. */
final class Normalizations {
    /** What MeanVarianceNormalization adds to the deviation, squared, for layers add to the variance. */
    private static final double NEARLY_NOTHING = 1e-18;

    private Normalizations() {
    }

    /** The spatial axes and then the channels, ONNX's axis 1. */
    static int[] channelsBehind(Activation value) {
        return IntStream.concat(IntStream.range(2, value.rank()), IntStream.of(1)).toArray();
    }

    /** A value with its channels, ONNX's axis 1, last in memory. */
    static Activation channelsLast(Step step, Activation value) {
        if (value.rank() < 2) {
            throw new Unsupported("it takes " + value.text() + ", which has no channels");
        }
        if (!step.batched() && value.dims()[0] > 1) {
            throw new Unsupported("its first axis is the batch");
        }
        return step.arranged(value, channelsBehind(value));
    }

    static void batch(Step step) {
        Attributes given = step.attributes();
        Activation value = step.activation(0);
        boolean training = step.opset() < 14 ? step.node().outputs().size() > 1 : given.flag("training_mode");
        if (training && step.batched()) {
            throw new Unsupported("it is exported as in training, where an example's numbers depend on the others in "
                    + "its batch");
        }
        double epsilon = decimal(given.number("epsilon", 1e-5f));
        if (training) {
            training(step, value, epsilon);
            return;
        }
        BatchNorm layer = new BatchNorm(decimal(given.number("momentum", 0.9f)), epsilon);
        if (step.opset() < 9 && given.has("spatial") && !given.flag("spatial")) { // each place by itself
            Activation vector = step.shaped(value, Shape.vector(value.size()));
            step.give(step.add(layer, Map.of("scale", inMemory(step, value, 1), "shift", inMemory(step, value, 2),
                    "mean", inMemory(step, value, 3), "variance", inMemory(step, value, 4)), vector));
            return;
        }
        step.give(step.add(layer, Map.of("scale", step.constant(1).asFloats(), "shift", step.constant(2).asFloats(),
                "mean", step.constant(3).asFloats(), "variance", step.constant(4).asFloats()),
                channelsLast(step, value)));
    }

    /** By the batch's own mean and variance; the running ones, and what they become, are of no use to the first output. */
    private static void training(Step step, Activation value, double epsilon) {
        int[] over = IntStream.range(0, value.rank()).filter(axis -> axis != 1).toArray();
        step.give(0, standardized(step, value, over, epsilon, step.constant(1).asFloats(),
                step.constant(2).asFloats()));
        if (!step.isTaken(1) && !step.isTaken(2)) {
            return;
        }
        if (step.opset() < 14) {
            throw new Unsupported("it is exported as in training, before opset 14 said what its other outputs are");
        }
        int channels = value.dims()[1];
        int[] order = IntStream.concat(IntStream.of(over), IntStream.of(1)).toArray();
        Activation rows = step.arranged(value, Shape.of(value.size() / channels, channels), order);
        if (step.isTaken(1)) {
            step.give(1, running(step, Moments.mean(step, rows, 0), 3));
        }
        if (step.isTaken(2)) {
            step.give(2, running(step, Moments.variance(step, rows, 0, 0), 4));
        }
    }

    /** momentum · running + (1 − momentum) · the batch's. */
    private static Activation running(Step step, Activation batch, int input) {
        float momentum = step.attributes().number("momentum", 0.9f);
        float[] before = Offsets.scaled(step.constant(input), momentum).asFloats();
        Activation share = step.add("share", Affine.of().factor(1 - momentum), Map.of(), batch);
        Activation sum = step.add("running", new Add(), Map.of(), share, step.numbers(share.shape(), before));
        return step.laidOut(sum, new int[] {before.length}, 0);
    }

    private static float[] inMemory(Step step, Activation value, int input) {
        return step.constant(input).pick(new int[] {value.size()}, value.onnxIndices()).asFloats();
    }

    static void instance(Step step) {
        Activation value = step.activation(0);
        step.give(standardized(step, value, IntStream.range(2, value.rank()).toArray(),
                decimal(step.attributes().number("epsilon", 1e-5f)), step.constant(1).asFloats(),
                step.constant(2).asFloats()));
    }

    static void meanVariance(Step step) {
        Activation value = step.activation(0);
        long[] axes = step.attributes().integers("axes");
        int[] over = axes == null
                ? new int[] {0, 2, 3}
                : Arrays.stream(axes).mapToInt(axis -> step.axis(axis, value.rank())).toArray();
        int others = IntStream.range(0, value.rank()).filter(axis -> IntStream.of(over).noneMatch(at -> at == axis))
                .filter(axis -> !step.batched() || axis > 0).map(axis -> value.dims()[axis])
                .reduce(1, Math::multiplyExact);
        float[] ones = new float[others];
        Arrays.fill(ones, 1);
        step.give(standardized(step, value, over, NEARLY_NOTHING, ones, new float[others]));
    }

    /**
     * Mean 0 and variance 1 over these axes, then a scale and a shift for each place along the others: an image whose pixels are
     * the former and whose channels are the latter.
     */
    private static Activation standardized(Step step, Activation value, int[] over, double epsilon, float[] scale,
            float[] shift) {
        int[] sorted = IntStream.of(over).sorted().distinct().toArray();
        if (sorted.length == 0) {
            throw new Unsupported("it takes " + value.text() + ", which has no axes to take a mean over");
        }
        if (step.batched() && sorted[0] == 0) {
            throw new Unsupported("it takes the mean over the batch");
        }
        int[] order = IntStream.concat(IntStream.of(sorted),
                IntStream.of(step.axes(value.rank())).filter(axis -> Arrays.binarySearch(sorted, axis) < 0)).toArray();
        int pixels = IntStream.of(sorted).map(axis -> value.dims()[axis]).reduce(1, Math::multiplyExact);
        boolean image = value.rank() == 4 && sorted.length == 2 && sorted[0] == 2;
        Activation in = step.arranged(value, image
                ? Shape.image(value.dims()[2], value.dims()[3], value.size() / pixels)
                : Shape.image(1, pixels, value.size() / pixels), order);
        if (pixels == 1) {
            return step.laidOut(shifted(step, in, shift), value.dims(), order);
        }
        return step.laidOut(step.add(new InstanceNorm(epsilon), Map.of("scale", scale, "shift", shift), in),
                value.dims(), order);
    }

    /** What is left of numbers that are each their own mean: the shift. */
    static Activation shifted(Step step, Activation value, float[] shift) {
        Activation nothing = step.add("nothing", Affine.of().factor(0), Map.of(), value);
        Activation shifts = step.add("shift", Parameter.of(value.shape().dims()), Map.of("values", shift), value);
        return step.add(new Add(), Map.of(), nothing, shifts);
    }

    /** Before opset 21 scale and shift have a number for each group. */
    static void group(Step step) {
        Attributes given = step.attributes();
        Activation value = step.activation(0);
        Activation in = channelsLast(step, value);
        int channels = value.dims()[1];
        int groups = Math.toIntExact(given.integer("num_groups", 1));
        float[] shift = byChannel(step.constant(2), channels);
        if (groups == value.size()) {
            step.give(shifted(step, in, shift));
            return;
        }
        GroupNorm layer = GroupNorm.of(groups).epsilon(decimal(given.number("epsilon", 1e-5f)));
        step.give(step.add(layer, Map.of("scale", byChannel(step.constant(1), channels), "shift", shift), in));
    }

    private static float[] byChannel(Constant numbers, int channels) {
        if (numbers.size() == 0 || channels % numbers.size() != 0) {
            throw new Unsupported("it has " + numbers.size() + " numbers for " + channels + " channels");
        }
        float[] all = new float[channels];
        for (int c = 0; c < channels; c++) {
            all[c] = (float) numbers.number(c / (channels / numbers.size()));
        }
        return all;
    }

    static void localResponse(Step step) {
        Attributes given = step.attributes();
        LocalResponseNorm layer = new LocalResponseNorm(Math.toIntExact(given.integer("size", 5)),
                decimal(given.number("alpha", 0.0001f)), decimal(given.number("beta", 0.75f)),
                decimal(given.number("bias", 1)));
        step.give(step.add(layer, Map.of(), channelsLast(step, step.activation(0))));
    }

    /** Along one axis. */
    static void length(Step step) {
        Activation value = step.activation(0);
        int rank = value.rank();
        int[] axes = step.axesWithLast(rank, step.axis(step.attributes().integer("axis", -1), rank));
        LpNorm layer = LpNorm.of().p(Math.toIntExact(step.attributes().integer("p", 2)));
        step.give(step.add(layer, Map.of(), step.arranged(value, axes)));
    }

    /** ONNX writes floats: 1e-5f is the double 0.00001 to seven digits. */
    static double decimal(float number) {
        return Double.parseDouble(Float.toString(number));
    }
}
