package cnn.layers.convolution;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.volume.Volume;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a bound transposed convolution computes: going forward what a {@link Convolution} does for the gradient of its
 * input, and going backward what that does forward, in the same ways. The gradient of the weights is the same sum of
 * products, input and gradient having changed places: a task is one position of the kernel.
 */
public final class TransposedConvolution implements Op {
    /** An image has one slice. */
    private static final Axis SLICE = new Axis(1, 1, 1, 1, 1, 0);

    private final Volume shapes;
    private final Param weights;
    private final WeightedSums forward;
    private final Correlation back;
    private final BiasGradient biasGradient;
    private final FloatSlot packedBack;
    private final FloatSlot scratchBack;
    private final FloatSlot sums;
    private final BackwardTask inputTask = this::inputGradientTask;
    private final BackwardTask positionTask = this::positionTask;

    /**
     * Of images. Asks for all buffers.
     *
     * @param geometry of the convolution that goes the other way, from this one's output to its input
     * @param weights that convolution's: (kernel height, kernel width, output's channels / groups, input's channels)
     */
    public TransposedConvolution(Geometry geometry, Binding in, Param weights, @Nullable Param bias) {
        this(new ImageCorrelations(geometry),
                new Volume(SLICE, geometry.rows(), geometry.columns(), geometry.channels(),
                        geometry.filters(), geometry.groups()),
                in, weights, bias);
    }

    /** Of volumes, likewise; the weights have the kernel's depth before its height. */
    public TransposedConvolution(Volume volume, Binding in, Param weights, @Nullable Param bias) {
        this(new VolumeCorrelations(volume), volume, in, weights, bias);
    }

    private TransposedConvolution(Correlations other, Volume shapes, Binding in, Param weights, @Nullable Param bias) {
        this.shapes = shapes;
        this.weights = weights;
        forward = new WeightedSums(other.turned(), shapes.multiplyAdds(),
                new WeightPacking(new WeightPacking.Own(weights, bias), shapes.channels(), Absorbed.NOTHING), in);
        back = other.forward();
        packedBack = in.packedForTraining(back.packedFloats(),
                (values, kernels, to) -> back.pack(values.of(weights), kernels, to));
        scratchBack = in.scratchForTraining(back.scratchFloats());
        sums = in.scratchForTraining(positionFloats());
        biasGradient = new BiasGradient(shapes.channels(), inFloats(), bias, null, in);
    }

    /** Multiply-adds for one example. */
    public long multiplyAdds() {
        return shapes.multiplyAdds();
    }

    /** Floats of one example's output. */
    private int inFloats() {
        return shapes.slices().in() * shapes.sliceFloats();
    }

    private int positionFloats() {
        return Math.multiplyExact(shapes.groupChannels(), shapes.filters());
    }

    @Override
    public void forward(Forward pass) {
        forward.forward(pass);
    }

    @Override
    public void backward(Backward pass) {
        biasGradient.run(pass);
        if (pass.wantsInputGradient()) {
            pass.run(back.tasks(pass.batch()), pass.batch() * shapes.multiplyAdds(), inputTask);
        }
        if (pass.wantsGradient(weights)) {
            pass.run(shapes.positions(), pass.batch() * shapes.multiplyAdds(), positionTask);
        }
    }

    private void inputGradientTask(Backward pass, int task) {
        back.run(pass, pass.outputGradient(), pass.floats(packedBack), null, pass.inputGradient(),
                pass.floats(scratchBack), task, Correlation.Finish.NONE);
    }

    /** Sums over one example, then over the examples in order: short sums lose fewer digits than one long one. */
    private void positionTask(Backward pass, int position) {
        float[] sum = pass.floats(sums);
        float[] gradient = pass.gradient(weights);
        int size = positionFloats();
        Arrays.fill(gradient, position * size, (position + 1) * size, 0);
        for (int example = 0; example < pass.batch(); example++) {
            Arrays.fill(sum, 0, size, 0);
            addExample(pass, example, position, sum);
            for (int i = 0; i < size; i++) {
                gradient[position * size + i] += sum[i];
            }
        }
    }

    private void addExample(Backward pass, int example, int position, float[] sum) {
        int kernelColumn = position % shapes.columns().kernel();
        int kernelRow = position / shapes.columns().kernel() % shapes.rows().kernel();
        int kernelSlice = position / shapes.columns().kernel() / shapes.rows().kernel();
        for (int h = 0; h < shapes.slices().out(); h++) {
            int slice = place(shapes.slices(), h, kernelSlice);
            for (int i = 0; slice >= 0 && i < shapes.rows().out(); i++) {
                int row = place(shapes.rows(), i, kernelRow);
                for (int j = 0; row >= 0 && j < shapes.columns().out(); j++) {
                    int column = place(shapes.columns(), j, kernelColumn);
                    if (column >= 0) {
                        addProducts(pass.outputGradient(), example * inFloats() + slice * shapes.sliceFloats()
                                + (row * shapes.columns().in() + column) * shapes.channels(), pass.input(),
                                example * shapes.outFloats() + h * shapes.outSliceFloats()
                                        + (i * shapes.columns().out() + j) * shapes.filters(),
                                sum);
                    }
                }
            }
        }
    }

    /** Where a window's element lies along an axis of the output; −1 where it was cut off. */
    private static int place(Axis axis, int window, int element) {
        int place = window * axis.stride() + element * axis.dilation() - axis.before();
        return place < axis.in() ? place : -1;
    }

    private void addProducts(float[] dy, int gradientAt, float[] x, int at, float[] sum) {
        int outputs = shapes.groupChannels();
        int inputs = shapes.groupFilters();
        for (int group = 0; group < shapes.groups(); group++) {
            int from = at + group * inputs;
            for (int f = 0; f < outputs; f++) {
                float slope = dy[gradientAt + group * outputs + f];
                int to = f * shapes.filters() + group * inputs;
                for (int c = 0; c < inputs; c++) {
                    sum[to + c] += slope * x[from + c];
                }
            }
        }
    }
}
