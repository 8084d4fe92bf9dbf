package cnn.layers.linear;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Epilogue;
import cnn.api.layer.Epilogue.Pointwise;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bound fully connected layer computes, and what it has absorbed. The gradient of the input is the output's times
 * the transposed weights.
 */
public final class FullyConnected implements Op {
    private final int inputs;
    private final int units;
    private final MatrixProduct forward;
    private final MatrixProduct transposed;
    private final Param weights;
    private final @Nullable Param bias;
    private final @Nullable Pointwise pointwise;
    private final BiasGradient biasGradient;
    private final FloatSlot packed;
    private final FloatSlot packedTransposed;
    private final @Nullable FloatSlot start;
    private final MatrixGradient gradient;
    private final ForwardTask forwardTask = this::forwardPart;
    private final BackwardTask inputTask = this::inputGradientPart;
    private final BackwardTask weightsTask = this::weightGradientPart;

    /** Asks for all buffers. */
    public FullyConnected(Binding in, Param weights, @Nullable Param bias) {
        this(in, weights, bias, Absorbed.NOTHING);
    }

    private FullyConnected(Binding in, Param weights, @Nullable Param bias, Absorbed absorbed) {
        this.weights = weights;
        this.bias = bias;
        pointwise = absorbed.pointwise();
        inputs = weights.shape().dim(0);
        units = weights.shape().dim(1);
        forward = new MatrixProduct(inputs, units);
        transposed = new MatrixProduct(units, inputs);
        WeightPacking packing = new WeightPacking(weights, bias, absorbed);
        packed = in.packed(forward.panels().size(),
                (values, target) -> forward.panels().pack(packing.weights(values), target));
        packedTransposed = in.packedForTraining(transposed.panels().size(), (values, target) -> transposed.panels()
                .pack(values.of(weights), 0, 1, units, 0, units, target, 0));
        start = packing.startsFromNumbers() ? in.packed(packing.startFloats(), packing::start) : null;
        biasGradient = new BiasGradient(units, units, bias, pointwise, in);
        gradient = new MatrixGradient(inputs, units);
    }

    @Override
    public @Nullable Op absorb(List<Epilogue> epilogues, Binding in) {
        Absorbed absorbed = Absorbed.of(epilogues);
        return absorbed == null ? null : new FullyConnected(in, weights, bias, absorbed);
    }

    @Override
    public void forward(Forward pass) {
        pass.run(forward.tasks(pass.batch()), multiplyAdds(pass.batch()), forwardTask);
    }

    @Override
    public void backward(Backward pass) {
        biasGradient.run(pass);
        if (pass.wantsInputGradient()) {
            pass.run(transposed.tasks(pass.batch()), multiplyAdds(pass.batch()), inputTask);
        }
        pass.run(gradient.tasks(), multiplyAdds(pass.batch()), weightsTask);
    }

    private long multiplyAdds(int batch) {
        return (long) batch * inputs * units;
    }

    private void forwardPart(Forward pass, int task) {
        forward.multiply(pass.kernels().products(), pass.input(), pass.floats(packed),
                start == null ? null : pass.floats(start), pass.output(), pass.batch(), task);
        if (pointwise != null) {
            forward.finish(pass, pointwise, task);
        }
    }

    private void inputGradientPart(Backward pass, int task) {
        transposed.multiply(pass.kernels().products(), pass.outputGradient(), pass.floats(packedTransposed), null,
                pass.inputGradient(), pass.batch(), task);
    }

    private void weightGradientPart(Backward pass, int task) {
        gradient.sum(pass.kernels().products(), pass.input(), pass.outputGradient(), pass.batch(),
                pass.gradient(weights), task);
    }
}
