package cnn.testkit;

import cnn.api.Rng;
import cnn.api.kernel.Kernels;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.api.layer.Pass;
import cnn.testkit.BlockWriting.Step;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs the layers of a block one after the other, and back. Each output and each gradient has a buffer of its own; where an
 * output has several readers their gradients are added. It allocates, as no op of a real engine may.
 */
final class BlockOp implements Op {
    private final List<Step> steps;
    private final int[] inputSizes;
    private final FloatSlot[] outputs;
    private final FloatSlot[] gradients;
    /** Where the gradient of an input goes that another layer has written before. */
    private final FloatSlot[] more;

    BlockOp(List<Step> steps, Binding in) {
        this.steps = List.copyOf(steps);
        inputSizes = in.inputs().stream().mapToInt(shape -> shape.size()).toArray();
        outputs = new FloatSlot[steps.size()];
        gradients = new FloatSlot[steps.size()];
        for (int i = 0; i < steps.size() - 1; i++) {
            outputs[i] = in.saved(size(i));
            gradients[i] = in.sharedForTraining(size(i), 0);
        }
        int most = steps.stream().mapToInt(step -> step.inputs().size()).max().orElse(1);
        int largest = Math.max(Arrays.stream(inputSizes).max().orElse(1), steps.stream().mapToInt(
                step -> step.bound().output().size()).max().orElse(1));
        more = new FloatSlot[most];
        Arrays.setAll(more, i -> in.sharedForTraining(largest, 0));
    }

    /** The layers, in their order. */
    List<Step> steps() {
        return steps;
    }

    private int size(int source) {
        return source < 0 ? inputSizes[-1 - source] : steps.get(source).bound().output().size();
    }

    private float[] output(Pass pass, int source) {
        if (source < 0) {
            return pass.input(-1 - source);
        }
        return source == steps.size() - 1 ? pass.output() : pass.floats(outputs[source]);
    }

    private float[] gradient(Backward pass, int source) {
        if (source < 0) {
            return pass.inputGradient(-1 - source);
        }
        return source == steps.size() - 1 ? pass.outputGradient() : pass.floats(gradients[source]);
    }

    @Override
    public void forward(Forward pass) {
        for (int i = 0; i < steps.size(); i++) {
            Op op = steps.get(i).bound().op();
            if (op == null) {
                System.arraycopy(output(pass, steps.get(i).inputs().getFirst()), 0, output(pass, i), 0,
                        pass.batch() * size(i));
            } else {
                op.forward(new StepForward(pass, i));
            }
        }
    }

    @Override
    public void backward(Backward pass) {
        Set<Integer> written = new HashSet<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            List<Integer> sources = steps.get(i).inputs();
            boolean[] added = new boolean[sources.size()];
            for (int k = 0; k < added.length; k++) {
                added[k] = !written.add(sources.get(k));
            }
            StepBackward step = new StepBackward(pass, i, added);
            Op op = steps.get(i).bound().op();
            if (op != null) {
                op.backward(step);
            } else if (step.wantsInputGradient(0)) {
                System.arraycopy(step.outputGradient(), 0, step.inputGradient(0), 0, pass.batch() * size(i));
            }
            for (int k = 0; k < added.length; k++) {
                if (added[k] && step.wantsInputGradient(k)) {
                    float[] sum = gradient(pass, sources.get(k));
                    float[] addend = step.inputGradient(k);
                    for (int j = 0; j < pass.batch() * size(sources.get(k)); j++) {
                        sum[j] += addend[j];
                    }
                }
            }
        }
        for (int i = 0; i < inputSizes.length; i++) {
            if (!written.contains(-1 - i) && pass.wantsInputGradient(i)) {
                Arrays.fill(pass.inputGradient(i), 0, pass.batch() * inputSizes[i], 0);
            }
        }
    }

    /** What a layer of the block sees of the block's pass. */
    private abstract class StepPass<P extends Pass> {
        final P pass;
        final int step;

        StepPass(P pass, int step) {
            this.pass = pass;
            this.step = step;
        }

        int source(int index) {
            return steps.get(step).inputs().get(index);
        }

        public int batch() {
            return pass.batch();
        }

        public boolean training() {
            return pass.training();
        }

        public float[] input(int index) {
            return BlockOp.this.output(pass, source(index));
        }

        public float[] output() {
            return BlockOp.this.output(pass, step);
        }

        public float[] values(Param param) {
            return pass.values(param);
        }

        public float[] floats(FloatSlot slot) {
            return pass.floats(slot);
        }

        public Kernels kernels() {
            return pass.kernels();
        }

        public long randomKey() {
            return Rng.key(pass.randomKey(), step);
        }
    }

    private final class StepForward extends StepPass<Forward> implements Forward {
        StepForward(Forward pass, int step) {
            super(pass, step);
        }

        @Override
        public void run(int tasks, long work, int argument, Forward.Body body) {
            pass.run(tasks, work, argument,
                    (part, index, given) -> body.run(new StepForward(part, step), index, given));
        }
    }

    private final class StepBackward extends StepPass<Backward> implements Backward {
        private final boolean[] added;

        StepBackward(Backward pass, int step, boolean[] added) {
            super(pass, step);
            this.added = added;
        }

        @Override
        public float[] outputGradient() {
            return BlockOp.this.gradient(pass, step);
        }

        @Override
        public boolean wantsInputGradient(int index) {
            return source(index) >= 0 || pass.wantsInputGradient(-1 - source(index));
        }

        @Override
        public float[] inputGradient(int index) {
            return added[index] ? pass.floats(more[index]) : BlockOp.this.gradient(pass, source(index));
        }

        @Override
        public boolean wantsGradient(Param param) {
            return pass.wantsGradient(param);
        }

        @Override
        public float[] gradient(Param param) {
            return pass.gradient(param);
        }

        @Override
        public void run(int tasks, long work, int argument, Backward.Body body) {
            pass.run(tasks, work, argument,
                    (part, index, given) -> body.run(new StepBackward(part, step, added), index, given));
        }
    }
}
