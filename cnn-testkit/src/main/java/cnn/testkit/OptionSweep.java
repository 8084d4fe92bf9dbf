package cnn.testkit;

import cnn.api.layer.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Numbers that people and files give though nobody should: each is taken and works, or is refused with words. A layer
 * that takes one silently fails later, in a place that does not name it.
 */
final class OptionSweep {
    private static final List<Object> WHOLE = List.of(0, -1, Integer.MIN_VALUE, 1, 2, 3, 1 << 15, 1 << 16, 46_341,
            1_000_000_000, Integer.MAX_VALUE - 1, Integer.MAX_VALUE);
    /** For two at once: products that pass 2^31, to 2^31 itself, to 0 and to just above, and sums and differences that do. */
    private static final List<List<Object>> LARGE = List.of(List.of(1 << 15, 1 << 16), List.of(1 << 16, 1 << 16),
            List.of(46_341, 46_341), List.of(3, Integer.MAX_VALUE), List.of(Integer.MAX_VALUE, 3),
            List.of(Integer.MAX_VALUE, Integer.MAX_VALUE));
    private static final List<Double> NONE = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    private static final List<Double> HUGE = List.of(1e300, -1e300);

    private OptionSweep() {
    }

    /** Every whole number, alone and two at once, at values where int arithmetic breaks. */
    static void takesWholeNumbersOrRefuses(LayerCase one) {
        Subject subject = new Subject("Layer " + one);
        Options options = new Options(subject, one.layer());
        options.with(whole(WHOLE)).forEach(layer -> binds(subject, options, (Layer) layer, one));
        for (List<Object> pair : LARGE) {
            options.withTwo(whole(pair.subList(0, 1)), whole(pair.subList(1, 2)))
                    .forEach(layer -> binds(subject, options, (Layer) layer, one));
        }
    }

    private static Function<Class<?>, List<Object>> whole(List<Object> values) {
        return type -> type == int.class || type == Integer.class ? values : List.of();
    }

    private static void binds(Subject subject, Options options, Layer layer, LayerCase one) {
        String what = "bind of " + layer + " fails";
        BoundLayer bound;
        try {
            bound = BoundLayer.of("layer", layer, one.inputs());
        } catch (ArithmeticException e) {
            // compiled code throws one exception without a message for all overflows, once there were many
            if (e.getMessage() != null && !e.getMessage().contains("overflow")) {
                options.requireWords(what, e);
            }
            return; // the engine says that an array would be too large
        } catch (NegativeArraySizeException | OutOfMemoryError e) {
            return; // and here, or that memory does not suffice
        } catch (RuntimeException e) {
            options.requireWords(what, e);
            return;
        }
        if (bound.output().size() < 1 || bound.multiplyAdds() < 0) {
            throw subject.wrong(layer + " has the output " + bound.output() + " and " + bound.multiplyAdds()
                    + " multiply-adds", "Compute both with Math.multiplyExact, in long where they may be large");
        }
    }

    /** No option is NaN or infinite: no model file could keep it. */
    static void refusesWhatIsNoNumber(Subject subject, Object component) {
        for (Object taken : new Options(subject, component).with(reals(NONE))) {
            throw subject.wrong("it takes " + taken, "Refuse numbers that are NaN or infinite in the compact "
                    + "constructor: comparisons such as !(rate >= 0 && rate < 1) do so");
        }
    }

    /** What is no number as a float any more may be taken where the output still is one. */
    static void takesHugeNumbersOrRefuses(LayerCase one) {
        Subject subject = new Subject("Layer " + one);
        for (Object taken : new Options(subject, one.layer()).with(reals(HUGE))) {
            Trial trial = new Trial(new LayerCase((Layer) taken, one.inputs(), one.low(), one.high(), one.random()));
            for (PassOptions run : List.of(PassOptions.forTraining(), PassOptions.forPrediction())) {
                float[] output = trial.run(3, run).forward(trial.inputs(3, 1));
                for (float value : output) {
                    if (!Float.isFinite(value)) {
                        throw subject.wrong("it takes " + taken + ", and then gives " + value, "Refuse in the compact "
                                + "constructor what is too large: (float) 1e300 is infinite");
                    }
                }
            }
        }
    }

    private static Function<Class<?>, List<Object>> reals(List<Double> values) {
        return type -> type == double.class || type == Double.class
                ? List.copyOf(values)
                : type == float.class || type == Float.class
                        ? Arrays.asList(values.stream().map(Double::floatValue).toArray())
                        : List.of();
    }
}
