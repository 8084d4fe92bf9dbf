package cnn.layers.convolution;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.ChannelSlice;
import cnn.api.layer.Epilogue;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.WeightGradient;
import cnn.layers.convolution.volume.Volume;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bound convolution computes, and what it has absorbed. The gradient of the input is itself a correlation: of the
 * output's gradient, its pixels spread by the stride, with the kernel turned by 180° and input and output channels
 * exchanged. A fully connected layer is a convolution of an image of one pixel.
 */
public final class Convolution implements Op {
    private final Correlations correlations;
    private final Param weights;
    private final @Nullable Param bias;
    private final WeightPacking packing;
    private final WeightedSums forward;
    private final Correlation turned;
    private final WeightGradient weightGradient;
    private final BiasGradient biasGradient;
    private final FloatSlot packedTurned;
    private final FloatSlot scratchTurned;
    private final BackwardTask inputTask = this::inputGradientTask;

    /** A convolution of images. Asks for all buffers. */
    public Convolution(Geometry geometry, Binding in, Param weights, @Nullable Param bias) {
        this(new ImageCorrelations(geometry), in, weights, bias, Absorbed.NOTHING);
    }

    /** A convolution of volumes. Asks for all buffers. */
    public Convolution(Volume volume, Binding in, Param weights, @Nullable Param bias) {
        this(new VolumeCorrelations(volume), in, weights, bias, Absorbed.NOTHING);
    }

    private Convolution(Correlations correlations, Binding in, Param weights, @Nullable Param bias,
            Absorbed absorbed) {
        this.correlations = correlations;
        this.weights = weights;
        this.bias = bias;
        packing = new WeightPacking(new WeightPacking.Own(weights, bias), correlations.filters(), absorbed);
        forward = new WeightedSums(correlations.forward(), correlations.multiplyAdds(), packing, in);
        turned = correlations.turned();
        packedTurned = in.packedForTraining(turned.packedFloats(),
                (values, kernels, to) -> turned.pack(packing.weights(values), kernels, to));
        scratchTurned = in.scratchForTraining(turned.scratchFloats());
        weightGradient = correlations.weightGradient(in, weights, packedTurned);
        biasGradient = new BiasGradient(correlations.filters(), correlations.outFloats(), bias,
                absorbed.elementwise(), in);
    }

    /** Multiply-adds for one example. */
    public long multiplyAdds() {
        return correlations.multiplyAdds();
    }

    @Override
    public String way() {
        return correlations.way();
    }

    @Override
    public @Nullable Op absorb(List<Epilogue> epilogues, Binding in) {
        Absorbed absorbed = Absorbed.of(epilogues);
        return absorbed == null ? null : new Convolution(correlations, in, weights, bias, absorbed);
    }

    /** A depthwise convolution, and a 1×1 convolution before it. */
    @Override
    public @Nullable Op depthFirst(Op before, Binding in) {
        return before instanceof Convolution first
                ? DepthFirst.of(first.correlations.imageShapes(), first.packing, correlations.imageShapes(), packing,
                        in)
                : null;
    }

    @Override
    public @Nullable Op within(ChannelSlice slice, Binding in) {
        return SlicedConvolution.of(correlations.imageShapes(), packing, slice, in);
    }

    @Override
    public @Nullable LinearMap linearMap() {
        return packing.absorbed().elementwise() == null ? correlations.linearMap(packing::fill) : null;
    }

    @Override
    public void forward(Forward pass) {
        forward.forward(pass);
    }

    @Override
    public void backward(Backward pass) {
        biasGradient.run(pass);
        boolean learns = pass.wantsGradient(weights);
        if (pass.wantsInputGradient() && !(learns && weightGradient.givesInputGradient())) {
            pass.run(turned.tasks(pass.batch()), pass.batch() * multiplyAdds(), inputTask);
        }
        if (learns) {
            weightGradient.run(pass);
        }
    }

    private void inputGradientTask(Backward pass, int task) {
        turned.run(pass, pass.outputGradient(), pass.floats(packedTurned), null, pass.inputGradient(),
                pass.floats(scratchTurned), task, Correlation.Finish.NONE);
    }
}
