package cnn.layers;

import cnn.api.kernel.Windows;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.layers.linear.MatrixProduct;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a bound {@link Dense} computes. The gradient of the input is the output's times the transposed weights; the
 * gradient of the weights is cut by inputs, so that each task sums its rows over the whole batch.
 */
final class FullyConnected implements Op {
    /** Weights per task: a million multiply-adds for a batch of 64. */
    private static final int TASK_WEIGHTS = 1 << 14;
    /** The kernels' tile has so many rows. */
    private static final int TILE_ROWS = 6;

    private final int inputs;
    private final int units;
    private final MatrixProduct forward;
    private final MatrixProduct transposed;
    private final Param weights;
    private final @Nullable Param bias;
    private final FloatSlot packed;
    private final FloatSlot packedTransposed;
    private final int taskRows;
    private final int tasks;
    private final Windows rows;
    private final Windows lastRows;
    private final ForwardTask forwardTask = this::forwardPart;
    private final BackwardTask inputTask = this::inputGradientPart;
    private final BackwardTask weightsTask = this::weightGradientRows;

    FullyConnected(Binding in, Param weights, @Nullable Param bias) {
        this.weights = weights;
        this.bias = bias;
        inputs = weights.shape().dim(0);
        units = weights.shape().dim(1);
        forward = new MatrixProduct(inputs, units);
        transposed = new MatrixProduct(units, inputs);
        packed = in.packed(forward.panels().size(),
                (values, target) -> forward.panels().pack(values.of(weights), target));
        packedTransposed = in.packedForBackward(transposed.panels().size(), (values, target) -> transposed.panels()
                .pack(values.of(weights), 0, 1, units, 0, units, target, 0));
        taskRows = Math.max(1, TASK_WEIGHTS / units / TILE_ROWS) * TILE_ROWS;
        tasks = (inputs + taskRows - 1) / taskRows;
        rows = rows(Math.min(taskRows, inputs));
        lastRows = rows(inputs - (tasks - 1) * taskRows);
    }

    private Windows rows(int count) {
        return new Windows(new int[] {0}, count, inputs, units, units);
    }

    @Override
    public void forward(Forward pass) {
        pass.run(forward.tasks(pass.batch()), multiplyAdds(pass.batch()), forwardTask);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            pass.run(transposed.tasks(pass.batch()), multiplyAdds(pass.batch()), inputTask);
        }
        pass.run(tasks, multiplyAdds(pass.batch()), weightsTask);
        if (bias != null) {
            float[] sums = pass.gradient(bias);
            Arrays.fill(sums, 0, units, 0);
            pass.kernels().channels().addSums(pass.outputGradient(), 0, pass.batch() * units, units, sums, 0);
        }
    }

    private long multiplyAdds(int batch) {
        return (long) batch * inputs * units;
    }

    private void forwardPart(Forward pass, int task) {
        forward.multiply(pass.kernels().products(), pass.input(), pass.floats(packed),
                bias == null ? null : pass.values(bias), pass.output(), pass.batch(), task);
    }

    private void inputGradientPart(Backward pass, int task) {
        transposed.multiply(pass.kernels().products(), pass.outputGradient(), pass.floats(packedTransposed), null,
                pass.inputGradient(), pass.batch(), task);
    }

    private void weightGradientRows(Backward pass, int task) {
        float[] gradient = pass.gradient(weights);
        Windows part = task == tasks - 1 ? lastRows : rows;
        int first = task * taskRows;
        int at = first * units;
        Arrays.fill(gradient, at, at + part.runLength() * units, 0);
        pass.kernels().products().addOuterProducts(part, pass.input(), first, pass.outputGradient(), 0, pass.batch(),
                gradient, at);
    }
}
