package cnn.layers.linear;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import org.jspecify.annotations.Nullable;

/**
 * What a bound convolution computes. The gradient of the input is itself a correlation: of the output's gradient, its
 * pixels spread by the stride, with the kernel turned by 180° and input and output channels exchanged.
 */
public final class Convolution implements Op {
    private final Geometry geometry;
    private final Param weights;
    private final @Nullable Param bias;
    private final Correlation forward;
    private final Correlation turned;
    private final WeightGradient weightGradient;
    private final @Nullable BiasGradient biasGradient;
    private final FloatSlot packed;
    private final FloatSlot packedTurned;
    private final FloatSlot scratch;
    private final ForwardTask forwardTask = this::forwardTask;
    private final BackwardTask inputTask = this::inputGradientTask;

    /** Asks for all buffers. */
    public Convolution(Geometry geometry, Binding in, Param weights, @Nullable Param bias) {
        this.geometry = geometry;
        this.weights = weights;
        this.bias = bias;
        forward = Correlation.of(new Filters(geometry, false));
        turned = Correlation.of(new Filters(geometry, true));
        packed = in.packed(forward.packedFloats(), this::pack);
        packedTurned = in.packedForBackward(turned.packedFloats(), this::packTurned);
        scratch = in.scratch(Math.max(forward.scratchFloats(), turned.scratchFloats()));
        weightGradient = WeightGradient.of(geometry, in, weights);
        biasGradient = bias == null ? null : new BiasGradient(geometry, in, bias);
    }

    /** Multiply-adds for one image. */
    public long multiplyAdds() {
        return geometry.multiplyAdds();
    }

    @Override
    public void forward(Forward pass) {
        pass.run(forward.tasks(pass.batch()), pass.batch() * geometry.multiplyAdds(), forwardTask);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            pass.run(turned.tasks(pass.batch()), pass.batch() * geometry.multiplyAdds(), inputTask);
        }
        weightGradient.run(pass);
        if (biasGradient != null) {
            biasGradient.run(pass);
        }
    }

    private void forwardTask(Forward pass, int task) {
        forward.run(pass, pass.input(), pass.floats(packed), bias == null ? null : pass.values(bias), pass.output(),
                pass.floats(scratch), task, Correlation.Finish.NONE);
    }

    private void inputGradientTask(Backward pass, int task) {
        turned.run(pass, pass.outputGradient(), pass.floats(packedTurned), null, pass.inputGradient(),
                pass.floats(scratch), task, Correlation.Finish.NONE);
    }

    private void pack(Packer.Values values, float[] target) {
        forward.pack(values.of(weights), target);
    }

    private void packTurned(Packer.Values values, float[] target) {
        turned.pack(values.of(weights), target);
    }
}
