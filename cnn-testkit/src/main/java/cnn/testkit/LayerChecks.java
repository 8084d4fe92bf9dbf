package cnn.testkit;

import cnn.api.kernel.Kernels;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The clauses of {@link LayerContract}. */
final class LayerChecks {
    static final List<Check<LayerCase>> ALL = List.of(
            new Check<>("is a record with an id", LayerChecks::isRecordWithId),
            Check.fundamental("takes the inputs of its case", LayerChecks::takesItsInputs),
            new Check<>("takes any whole numbers or refuses them with words", OptionSweep::takesWholeNumbersOrRefuses),
            new Check<>("refuses what is no number",
                    one -> OptionSweep.refusesWhatIsNoNumber(new Subject("Layer " + one), one.layer())),
            new Check<>("takes huge numbers or refuses them with words", OptionSweep::takesHugeNumbersOrRefuses),
            new Check<>("forward writes the whole output and nothing else", LayerChecks::forwardWritesItsOutput),
            new Check<>("backward writes every gradient and nothing else", LayerChecks::backwardWritesItsGradients),
            new Check<>("backward overwrites gradients", LayerChecks::backwardOverwrites),
            new Check<>("passes no gradient where it says so", LayerChecks::passesNoGradientWhereItSaysSo),
            new Check<>("skips input gradients that nobody wants", LayerChecks::skipsUnwantedInputGradients),
            new Check<>("skips gradients of frozen parameters", LayerChecks::skipsFrozenParameters),
            new Check<>("gradients in training agree with central differences",
                    one -> new GradientCheck(new Trial(one), true).run()),
            new Check<>("gradients in prediction agree with central differences",
                    one -> new GradientCheck(new Trial(one), false).run()),
            new Check<>("predicts every example by itself", LayerChecks::predictsEveryExampleByItself),
            new Check<>("gives the same bits every time", LayerChecks::givesTheSameBits),
            new Check<>("gives the same bits in any order of tasks and on threads", LayerChecks::ignoresTaskOrder),
            new Check<>("gives the same bits on all kernels", LayerChecks::ignoresKernels),
            new Check<>("draws its chance from the pass", LayerChecks::drawsChanceFromThePass),
            new Check<>("serves several threads at once", LayerChecks::servesSeveralThreads),
            new Check<>("is all in its record, parameters and states", LayerChecks::isAllInItsNumbers),
            new Check<>("its epilogue does the same", FusionChecks::epilogueDoesTheSame),
            new Check<>("works in the place of inputs as it says", FusionChecks::worksInPlaceAsItSays),
            new Check<>("absorbs other layers' epilogues as it says", FusionChecks::absorbsAsItSays),
            new Check<>("writes into a wider output as it says", SliceChecks::writesASliceAsItSays),
            new Check<>("joins channels as it says", SliceChecks::joinsChannelsAsItSays),
            new Check<>("is the linear map that it says", LinearMapChecks::isTheLinearMapThatItSays),
            new Check<>("merges branches as it says", LinearMapChecks::mergesAsItSays),
            new Check<>("allocates nothing", LayerChecks::allocatesNothing));

    private LayerChecks() {
    }

    static void isRecordWithId(LayerCase one) {
        ComponentChecks.check(new Subject("Layer " + one), one.layer());
    }

    /** A shape that it refuses has its own message; any other clause would fail with the same one. */
    static void takesItsInputs(LayerCase one) {
        BoundLayer.of("layer", one.layer(), one.inputs());
    }

    static void forwardWritesItsOutput(LayerCase one) {
        Trial trial = new Trial(one);
        for (boolean training : new boolean[] {true, false}) {
            PassOptions options = PassOptions.forTraining().training(training);
            for (int few : new int[] {1, 3, 7}) {
                int batch = Math.max(few, training ? trial.bound().leastBatch() : 1);
                float[] exact = trial.run(batch, options).forward(trial.inputs(batch, 1));
                float[] roomy = trial.run(batch, options.room(2)).forward(trial.inputs(batch, 1));
                if (!Arrays.equals(exact, roomy)) {
                    throw trial.subject().wrong(
                            "the output of " + batch + " examples differs where the buffers have room for "
                                    + (batch + 2),
                            "Compute from pass.batch() and the bound shapes, never from the length of an array");
                }
            }
        }
    }

    static void backwardWritesItsGradients(LayerCase one) {
        Trial trial = new Trial(one);
        for (boolean training : new boolean[] {true, false}) {
            PassOptions options = PassOptions.forTraining().training(training);
            for (int few : new int[] {1, 3, 7}) {
                int batch = Math.max(few, training ? trial.bound().leastBatch() : 1);
                trial.step(trial.run(batch, options), 1);
                trial.step(trial.run(batch, options.room(2)), 1);
            }
        }
    }

    static void backwardOverwrites(LayerCase one) {
        Trial trial = new Trial(one);
        LayerRun run = trial.run(3, PassOptions.forTraining());
        run.forward(trial.inputs(3, 1));
        List<float[]> overZero = run.gradientsOver(0, trial.outputGradient(3, 1));
        List<float[]> overOne = run.gradientsOver(1, trial.outputGradient(3, 1));
        for (int i = 0; i < overZero.size(); i++) {
            for (int j = 0; j < overZero.get(i).length; j++) {
                float zero = overZero.get(i)[j];
                float ones = overOne.get(i)[j];
                if (zero != ones) {
                    boolean unwritten = zero == 0 && ones == 1;
                    throw trial.subject().wrong("backward " + (unwritten ? "does not write " : "adds to ")
                            + trial.resultName(i + 1) + " at index " + j + ", which was 1 before and is "
                            + ones + " after, but " + zero + " where it was 0 before",
                            "Overwrite gradients; the engine alone adds where an output feeds several layers");
                }
            }
        }
    }

    static void passesNoGradientWhereItSaysSo(LayerCase one) {
        Trial trial = new Trial(one);
        Op op = trial.bound().op();
        List<float[]> results = trial.step(trial.run(7, PassOptions.forTraining().training(false)), 1);
        for (int input = 0; op != null && input < one.inputs().size(); input++) {
            for (float gradient : results.get(1 + input)) {
                if (gradient != 0 && !op.passesGradient(input)) {
                    throw trial.subject()
                            .wrong("backward gives input " + input + " a gradient, but passesGradient says "
                                    + "false", "Return false only for inputs whose gradient is always 0");
                }
            }
        }
    }

    /** Of each input alone, and of all. */
    static void skipsUnwantedInputGradients(LayerCase one) {
        Trial trial = new Trial(one);
        List<float[]> all = trial.step(trial.run(3, PassOptions.forTraining()), 1);
        int inputs = one.inputs().size();
        for (int input = inputs == 1 ? 1 : 0; input <= inputs; input++) {
            Set<Integer> unwanted = input < inputs
                    ? Set.of(input)
                    : IntStream.range(0, inputs).boxed().collect(Collectors.toSet());
            List<float[]> some = trial.step(trial.run(3, PassOptions.forTraining().unwanted(unwanted)), 1);
            sameWhereWanted(trial, all, some,
                    "nobody wants the gradient of " + (input < inputs ? "input " + input : "any input"),
                    "Compute every other gradient whether or not pass.wantsInputGradient(index) is true");
        }
    }

    private static void sameWhereWanted(Trial trial, List<float[]> all, List<float[]> some, String where,
            String remedy) {
        for (int i = 0; i < all.size(); i++) {
            if (some.get(i).length > 0 && !Arrays.equals(all.get(i), some.get(i))) {
                throw trial.subject().wrong(trial.resultName(i) + " differs where " + where, remedy);
            }
        }
    }

    static void skipsFrozenParameters(LayerCase one) {
        Trial trial = new Trial(one);
        List<String> names = trial.bound().params().stream().filter(Param::trained)
                .map(trial.bound()::ownName).toList();
        List<Set<String>> choices = new ArrayList<>(names.stream().map(Set::of).toList());
        choices.add(Set.copyOf(names));
        for (boolean training : new boolean[] {true, false}) {
            PassOptions options = PassOptions.forTraining().training(training);
            List<float[]> all = trial.step(trial.run(3, options), 1);
            for (Set<String> frozen : names.isEmpty() ? List.<Set<String>>of() : choices) {
                sameWhereWanted(trial, all, trial.step(trial.run(3, options.frozen(frozen)), 1), frozen + " is frozen",
                        "Compute every other gradient whether or not pass.wantsGradient(param) is true");
            }
        }
    }

    static void predictsEveryExampleByItself(LayerCase one) {
        Trial trial = new Trial(one);
        float[][] inputs = trial.inputs(3, 1);
        float[] together = trial.run(3, PassOptions.forPrediction()).forward(inputs);
        int size = trial.bound().output().size();
        for (int example = 0; example < 3; example++) {
            float[][] single = new float[inputs.length][];
            for (int i = 0; i < inputs.length; i++) {
                int length = inputs[i].length / 3;
                single[i] = Arrays.copyOfRange(inputs[i], example * length, (example + 1) * length);
            }
            float[] alone = trial.run(1, PassOptions.forPrediction()).forward(single);
            for (int i = 0; i < size; i++) {
                float expected = alone[i];
                float actual = together[example * size + i];
                if (Math.abs(actual - expected) > 1e-5f * (1 + Math.abs(expected))) {
                    throw trial.subject().wrong(
                            "in prediction, example " + example + " of a batch of 3 gives " + actual + " at "
                                    + Guarded.position(i, trial.bound().output()) + " but " + expected + " alone",
                            "Check the offset of each example in input and output, and use no statistics of the batch "
                                    + "unless pass.training()");
                }
            }
        }
    }

    static void givesTheSameBits(LayerCase one) {
        Trial trial = new Trial(one);
        for (boolean training : new boolean[] {true, false}) {
            PassOptions options = PassOptions.forTraining().training(training);
            List<float[]> first = trial.step(trial.run(3, options), 1);
            same(trial, first, trial.step(trial.run(3, options), 1), "a second time",
                    "Keep no state outside the pass, and draw chance only from pass.randomKey()");
        }
        LayerRun reused = trial.run(3, PassOptions.forPrediction());
        List<float[]> first = trial.step(reused, 1);
        trial.step(reused, 2);
        same(trial, first, trial.step(reused, 1), "after another batch",
                "Leave nothing in a buffer that the next batch reads; a packer must overwrite all it once wrote");
    }

    static void ignoresTaskOrder(LayerCase one) {
        Trial trial = new Trial(one);
        for (boolean training : new boolean[] {true, false}) {
            PassOptions options = PassOptions.forTraining().training(training);
            List<float[]> inOrder = trial.step(trial.run(7, options), 1);
            String remedy = "Let each task of pass.run write a part of its own, and add partial sums in a fixed order "
                    + "after the loop";
            same(trial, inOrder, trial.step(trial.run(7, options.tasks(Tasks.REVERSED)), 1),
                    "when the tasks run in reverse order", remedy);
            for (int i = 0; i < 3; i++) {
                same(trial, inOrder, trial.step(trial.run(7, options.tasks(Tasks.THREADED)), 1),
                        "when the tasks run on several threads", remedy);
            }
        }
    }

    static void ignoresKernels(LayerCase one) {
        List<Kernels> others = KernelSets.besideScalar();
        Trial trial = new Trial(one);
        Kernels plain = KernelSets.scalar();
        List<float[]> scalar = trial.step(trial.run(3, PassOptions.forTraining().kernels(plain)), 1);
        for (Kernels other : others) {
            same(trial, scalar, trial.step(trial.run(3, PassOptions.forTraining().kernels(other)), 1),
                    "on kernels " + other.id() + " against " + plain.id(),
                    "A layer gets this for free unless it asks which kernels it has; otherwise the kernels differ");
        }
    }

    static void drawsChanceFromThePass(LayerCase one) {
        Trial trial = new Trial(one);
        float[][] inputs = trial.inputs(7, 1);
        float[] predicted = trial.run(7, PassOptions.forPrediction()).forward(inputs);
        if (!Arrays.equals(predicted, trial.run(7, PassOptions.forPrediction().randomKey(2)).forward(inputs))) {
            throw trial.subject().wrong("its prediction depends on pass.randomKey()",
                    "Draw chance only where pass.training() is true");
        }
        boolean differs = false;
        float[] trained = trial.run(7, PassOptions.forTraining()).forward(inputs);
        for (int key = 2; key < 10 && !differs; key++) {
            differs = !Arrays.equals(trained, trial.run(7, PassOptions.forTraining().randomKey(key)).forward(inputs));
        }
        if (differs != one.random()) {
            throw trial.subject().wrong(
                    "in training, another pass.randomKey() gives " + (differs ? "another" : "the same") + " output",
                    differs
                            ? "If the layer is to draw numbers, say so in the test: LayerCase.of(…).withChance()"
                            : "Draw with Rng.uniform(pass.randomKey(), index)");
        }
    }

    static void servesSeveralThreads(LayerCase one) {
        Trial trial = new Trial(one);
        Crowd.check(trial.subject(), 4, 20,
                (thread, round) -> trial.step(trial.run(3, PassOptions.forTraining()), thread),
                (first, second) -> Arrays.deepEquals(first.toArray(), second.toArray()),
                "An op is shared by all threads: make its fields final, and keep numbers that change in buffers of the "
                        + "pass (saved, shared, scratch)");
    }

    static void isAllInItsNumbers(LayerCase one) {
        Trial trial = new Trial(one);
        List<float[]> before = trial.step(trial.run(3, PassOptions.forPrediction()), 1);
        List<float[]> after = trial.step(trial.run(trial.bind(), 3, PassOptions.forPrediction()), 1);
        same(trial, before, after, "after it was bound anew with the same parameters and states, as when a model file "
                + "is loaded", "Keep everything that training changes in binding.param or binding.state");
    }

    static void allocatesNothing(LayerCase one) {
        Trial trial = new Trial(one);
        for (boolean training : new boolean[] {true, false}) {
            LayerRun run = trial.run(3, PassOptions.forTraining().training(training).kernels(KernelSets.scalar()));
            trial.step(run, 1);
            allocatesNothing(trial, "forward", Allocation.bytes(run::forwardUnchecked));
            if (training) {
                allocatesNothing(trial, "backward", Allocation.bytes(run::backwardUnchecked));
            }
        }
    }

    private static void allocatesNothing(Trial trial, String method, long bytes) {
        if (bytes > 0) {
            throw trial.subject().wrong(method + " of a batch of 3 allocates " + bytes + " bytes on every call",
                    "Ask for buffers in bind (scratch, shared, saved) and make task bodies final fields of the op: no "
                            + "new, no boxing, no streams, no lambda that captures a local variable");
        }
    }

    private static void same(Trial trial, List<float[]> expected, List<float[]> actual, String when, String remedy) {
        for (int i = 0; i < expected.size(); i++) {
            int at = Arrays.mismatch(expected.get(i), actual.get(i));
            if (at >= 0) {
                throw trial.subject().wrong(trial.resultName(i) + " is not the same " + when + ": at index " + at
                        + " it is " + actual.get(i)[at] + " instead of " + expected.get(i)[at], remedy);
            }
        }
    }
}
