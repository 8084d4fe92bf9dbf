package cnn.testkit;

import cnn.api.layer.Backward;
import cnn.api.layer.Epilogue;
import cnn.api.layer.Epilogue.ChannelAffine;
import cnn.api.layer.Epilogue.Place;
import cnn.api.layer.Epilogue.Elementwise;
import cnn.api.layer.Forward;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The clauses of {@link LayerContract} about layers that do their work at the end of another's, or let others do so. */
final class FusionChecks {
    private static final int BATCH = 3;
    /** A length that divides no row, so that stretches begin anywhere. */
    private static final int STRETCH = 13;

    private FusionChecks() {
    }

    /** What an op offers as its epilogue does what the op does. */
    static void epilogueDoesTheSame(LayerCase one) {
        Trial trial = new Trial(one);
        Op op = trial.bound().op();
        int inputs = one.inputs().size();
        for (boolean training : new boolean[] {true, false}) {
            // Of the first input and of the last: there the side inputs lie side by side.
            for (int input = 0; op != null && input < inputs; input += Math.max(1, inputs - 1)) {
                Epilogue epilogue = op.epilogue(new Place(input, input == 0 ? 1 : 0, training));
                if (epilogue != null) {
                    check(trial, training, input, epilogue);
                }
            }
        }
    }

    private static void check(Trial trial, boolean training, int input, Epilogue epilogue) {
        LayerRun run = trial.run(BATCH, PassOptions.forTraining().training(training));
        float[][] inputs = trial.inputs(BATCH, 1);
        float[] expected = run.forward(inputs);
        switch (epilogue) {
            case Epilogue.Identity _ -> equal(trial, "the output", inputs[input], expected,
                    "Offer Epilogue.Identity only where the output is the input's own numbers");
            case ChannelAffine affine -> checkFactors(trial, run, affine, inputs[input], expected, training);
            case Elementwise elementwise -> checkPointwise(trial, run, elementwise, input, inputs, expected);
        }
    }

    private static void checkFactors(Trial trial, LayerRun run, ChannelAffine affine, float[] x, float[] expected,
            boolean training) {
        if (training) {
            throw trial.subject().wrong("it offers a ChannelAffine epilogue for training",
                    "Offer it only where place.training() is false: gradients cannot go through folded weights");
        }
        int channels = trial.bound().output().channels();
        float[] factors = new float[channels];
        float[] offsets = new float[channels];
        affine.coefficients(run::values, factors, offsets);
        for (int i = 0; i < x.length; i++) {
            float actual = Math.fma(factors[i % channels], x[i], offsets[i % channels]);
            if (!(Math.abs(actual - expected[i]) <= 1e-5f * (1 + Math.abs(expected[i])))) {
                throw trial.subject().wrong("its epilogue gives factor · x + offset = " + actual + " "
                        + Guarded.place(i, trial.bound().output()) + " where forward in prediction gives "
                        + expected[i], "Compute both from the parameters' current values, one number a channel");
            }
        }
    }

    private static void checkPointwise(Trial trial, LayerRun run, Elementwise elementwise, int input, float[][] inputs,
            float[] expected) {
        String remedy = "An epilogue must do to each number of the stretch, in place, just what the op does";
        float[] numbers = inputs[input].clone();
        for (int from = 0; from < numbers.length; from += STRETCH) {
            elementwise.forward(run.forwardPass(), numbers, from, Math.min(numbers.length, from + STRETCH));
        }
        equal(trial, "the output", numbers, expected, remedy);
        equal(trial, "the output", byColumns(run, elementwise, inputs[input], trial.bound().output().channels()),
                expected,
                "An epilogue must do to some numbers of each row what it does to one stretch after the other");
        if (inputs.length == 1) {
            equal(trial, "the output", elsewhere(run, elementwise, inputs[0]), expected,
                    "An epilogue without side inputs must do the same to numbers that lie elsewhere: it may not ask at which "
                            + "index a number is");
        }
        if (!run.options().training()) {
            return;
        }
        float[] gradient = trial.outputGradient(BATCH, 1);
        run.backward(gradient);
        List<float[]> wanted = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            wanted.add(run.inputGradient(i));
            Arrays.fill(run.inputGradientArray(i), Guarded.MARK);
        }
        float[] output = elementwise.readsOutput() ? expected.clone() : new float[expected.length];
        for (int from = 0; from < gradient.length; from += STRETCH) {
            elementwise.backward(run.backwardPass(), output, gradient, from, Math.min(gradient.length, from + STRETCH));
        }
        for (int i = 0; i < inputs.length; i++) {
            equal(trial, "the gradient of input " + i, i == input ? gradient : run.inputGradient(i), wanted.get(i),
                    remedy + ". Where backward needs y, readsOutput() must be true");
        }
    }

    /** All channels but the last of every pixel, then the last: rows that do not touch. */
    private static float[] byColumns(LayerRun run, Elementwise elementwise, float[] input, int channels) {
        float[] done = input.clone();
        int rows = done.length / channels;
        elementwise.forward(run.forwardPass(), done, 0, rows, channels, channels - 1);
        elementwise.forward(run.forwardPass(), done, channels - 1, rows, channels, 1);
        return done;
    }

    /** Stretches that do not lie in the output, as the numbers of an op that only keeps a piece of it. */
    private static float[] elsewhere(LayerRun run, Elementwise elementwise, float[] input) {
        float[] done = new float[input.length];
        float[] piece = new float[1 + STRETCH];
        for (int from = 0; from < done.length; from += STRETCH) {
            int count = Math.min(STRETCH, done.length - from);
            System.arraycopy(input, from, piece, 1, count);
            elementwise.forward(run.forwardPass(), piece, 1, 1 + count);
            System.arraycopy(piece, 1, done, from, count);
        }
        return done;
    }

    /** An op that says so gives the same output in the place of an input. */
    static void worksInPlaceAsItSays(LayerCase one) {
        Trial trial = new Trial(one);
        Op op = trial.bound().op();
        for (int input = 0; op != null && input < one.inputs().size(); input++) {
            if (!op.worksInPlace(input)) {
                continue;
            }
            int size = one.inputs().get(input).size();
            if (size != trial.bound().output().size()) {
                throw trial.subject()
                        .wrong("it says that it works in the place of input " + input + ", which has " + size
                                + " numbers, but its output has " + trial.bound().output().size(),
                                "Return true from worksInPlace only for inputs of the output's size");
            }
            for (Tasks tasks : Tasks.values()) {
                PassOptions options = PassOptions.forPrediction().tasks(tasks);
                float[] expected = trial.run(BATCH, options).forward(trial.inputs(BATCH, 1));
                float[] actual = trial.run(BATCH, options).forwardInPlace(input, trial.inputs(BATCH, 1));
                int at = Arrays.mismatch(actual, expected);
                if (at >= 0) {
                    throw trial.subject().wrong("it says that it works in the place of input " + input
                            + ", but there its output is " + actual[at] + " "
                            + Guarded.place(at, trial.bound().output())
                            + " instead of " + expected[at],
                            "Return true from worksInPlace only where each number of the output follows from the one at "
                                    + "its place, and is written when all that follows from that has been read");
                }
            }
        }
    }

    /** An op that absorbs epilogues does its own work and theirs, each number once. */
    static void absorbsAsItSays(LayerCase one) {
        Trial trial = new Trial(one);
        BoundLayer doubling = trial.bind().absorbing(List.of(new Doubling()));
        for (boolean training : new boolean[] {true, false}) {
            for (Tasks tasks : new Tasks[] {Tasks.IN_ORDER, Tasks.THREADED}) {
                PassOptions options = PassOptions.forTraining().training(training).tasks(tasks);
                if (doubling != null) {
                    checkDoubling(trial, trial.run(7, options), trial.run(doubling, 7, options));
                }
            }
        }
        int channels = trial.bound().output().channels();
        BoundLayer folded = trial.bind().absorbing(List.of((ChannelAffine) (_, factors, offsets) -> {
            for (int c = 0; c < channels; c++) {
                factors[c] = 2 + c;
                offsets[c] = 1 - c;
            }
        }, new Doubling()));
        if (folded != null) {
            checkFolded(trial, trial.run(7, PassOptions.forPrediction()).forward(trial.inputs(7, 1)),
                    trial.run(folded, 7, PassOptions.forPrediction()).forward(trial.inputs(7, 1)));
        }
    }

    private static void checkDoubling(Trial trial, LayerRun plain, LayerRun fused) {
        List<float[]> expected = new ArrayList<>();
        float[] output = plain.forward(trial.inputs(7, 1));
        expected.add(times2(output));
        plain.backward(times2(trial.outputGradient(7, 1)));
        List<float[]> actual = new ArrayList<>(List.of(fused.forward(trial.inputs(7, 1))));
        fused.backward(trial.outputGradient(7, 1));
        for (int i = 0; i < trial.bound().inputs().size(); i++) {
            expected.add(plain.inputGradient(i));
            actual.add(fused.inputGradient(i));
        }
        for (Param param : plain.layer().params()) {
            if (param.trained()) {
                expected.add(plain.gradient(param));
                actual.add(fused.gradient(plain.layer().ownName(param)));
            }
        }
        for (int i = 0; i < expected.size(); i++) {
            equal(trial, trial.resultName(i) + " with a layer absorbed that doubles every number", actual.get(i),
                    expected.get(i),
                    "Call the epilogue once for each number of the output, after that is complete, and "
                            + "in backward once before the gradient of the output is used");
        }
    }

    private static void checkFolded(Trial trial, float[] plain, float[] actual) {
        int channels = trial.bound().output().channels();
        float largest = 1;
        for (float value : plain) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < plain.length; i++) {
            int c = i % channels;
            float expected = 2 * ((2 + c) * plain[i] + 1 - c);
            if (!(Math.abs(actual[i] - expected) <= 1e-4f * (2 + c) * largest)) {
                throw trial.subject().wrong("with factors and offsets by channel absorbed it gives " + actual[i] + " "
                        + Guarded.place(i, trial.bound().output()) + " instead of about " + expected,
                        "Fold factor and offset of each channel into weights and bias, in the order of the epilogues");
            }
        }
    }

    private static float[] times2(float[] numbers) {
        float[] result = numbers.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] *= 2;
        }
        return result;
    }

    private static void equal(Trial trial, String what, float[] actual, float[] expected, String remedy) {
        int at = Arrays.mismatch(actual, expected);
        if (at >= 0) {
            throw trial.subject().wrong("its epilogue does not do the same: at index " + at + " " + what + " is "
                    + actual[at] + " instead of " + expected[at], remedy);
        }
    }

    /** y = 2x: without rounding, and done twice it is seen. */
    private record Doubling() implements Elementwise {
        @Override
        public void forward(Forward pass, float[] numbers, int from, int to) {
            for (int i = from; i < to; i++) {
                numbers[i] *= 2;
            }
        }

        @Override
        public void backward(Backward pass, float[] output, float[] gradient, int from, int to) {
            for (int i = from; i < to; i++) {
                gradient[i] *= 2;
            }
        }
    }
}
