package cnn.layers.convolution;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Epilogue.Elementwise;
import cnn.api.layer.Epilogue;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.api.layer.Pass;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.WeightGradient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bound convolution computes, and what it has absorbed. The gradient of the input is itself a correlation: of the
 * output's gradient, its pixels spread by the stride, with the kernel turned by 180° and input and output channels
 * exchanged. A fully connected layer is a convolution of an image of one pixel.
 */
public final class Convolution implements Op {
    private final Geometry geometry;
    private final Param weights;
    private final @Nullable Param bias;
    private final @Nullable Elementwise elementwise;
    private final Correlation forward;
    private final Correlation turned;
    private final WeightGradient weightGradient;
    private final BiasGradient biasGradient;
    private final FloatSlot packed;
    private final FloatSlot packedTurned;
    private final @Nullable FloatSlot start;
    private final FloatSlot scratch;
    private final FloatSlot scratchTurned;
    private final ForwardTask forwardTask = this::forwardTask;
    private final BackwardTask inputTask = this::inputGradientTask;
    private final Correlation.Finish finish = this::finish;

    /** Asks for all buffers. */
    public Convolution(Geometry geometry, Binding in, Param weights, @Nullable Param bias) {
        this(geometry, in, weights, bias, Absorbed.NOTHING);
    }

    private Convolution(Geometry geometry, Binding in, Param weights, @Nullable Param bias, Absorbed absorbed) {
        this.geometry = geometry;
        this.weights = weights;
        this.bias = bias;
        elementwise = absorbed.elementwise();
        forward = Ways.correlation(new Filters(geometry, false));
        turned = Ways.correlation(new Filters(geometry, true));
        WeightPacking packing = new WeightPacking(weights, bias, absorbed);
        packed = in.packed(forward.packedFloats(),
                (values, kernels, to) -> forward.pack(packing.weights(values), kernels, to));
        packedTurned = in.packedForTraining(turned.packedFloats(),
                (values, kernels, to) -> turned.pack(packing.weights(values), kernels, to));
        start = packing.startsFromNumbers()
                ? in.packed(packing.startFloats(), (values, kernels, to) -> packing.start(values, to))
                : null;
        scratch = in.scratch(forward.scratchFloats());
        scratchTurned = in.scratchForTraining(turned.scratchFloats());
        weightGradient = Ways.weightGradient(geometry, in, weights, packedTurned);
        biasGradient = new BiasGradient(geometry.filters(), geometry.outFloats(), bias, elementwise, in);
    }

    /** Multiply-adds for one image. */
    public long multiplyAdds() {
        return geometry.multiplyAdds();
    }

    @Override
    public String way() {
        return Ways.text(geometry);
    }

    @Override
    public @Nullable Op absorb(List<Epilogue> epilogues, Binding in) {
        Absorbed absorbed = Absorbed.of(epilogues);
        return absorbed == null ? null : new Convolution(geometry, in, weights, bias, absorbed);
    }

    @Override
    public void forward(Forward pass) {
        pass.run(forward.tasks(pass.batch()), pass.batch() * geometry.multiplyAdds(), forwardTask);
    }

    @Override
    public void backward(Backward pass) {
        biasGradient.run(pass);
        boolean learns = pass.wantsGradient(weights);
        if (pass.wantsInputGradient() && !(learns && weightGradient.givesInputGradient())) {
            pass.run(turned.tasks(pass.batch()), pass.batch() * geometry.multiplyAdds(), inputTask);
        }
        if (learns) {
            weightGradient.run(pass);
        }
    }

    private void forwardTask(Forward pass, int task) {
        forward.run(pass, pass.input(), pass.floats(packed), start == null ? null : pass.floats(start), pass.output(),
                pass.floats(scratch), task, elementwise == null ? Correlation.Finish.NONE : finish);
    }

    private void finish(Pass pass, float[] out, int from, int to) {
        elementwise.forward((Forward) pass, out, from, to);
    }

    private void inputGradientTask(Backward pass, int task) {
        turned.run(pass, pass.outputGradient(), pass.floats(packedTurned), null, pass.inputGradient(),
                pass.floats(scratchTurned), task, Correlation.Finish.NONE);
    }
}
