package cnn.layers.convolution;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Geometry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a bound transposed convolution computes: going forward what a {@link Convolution} does for the gradient of its
 * input, and going backward what that does forward, in the same ways. The gradient of the weights is the same sum of
 * products, input and gradient having changed places: a task is one position of the kernel.
 */
public final class TransposedConvolution implements Op {
    private final Geometry geometry;
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
     * Asks for all buffers.
     *
     * @param geometry of the convolution that goes the other way, from this one's output to its input
     * @param weights that convolution's: (kernel height, kernel width, output's channels / groups, input's channels)
     */
    public TransposedConvolution(Geometry geometry, Binding in, Param weights, @Nullable Param bias) {
        this.geometry = geometry;
        this.weights = weights;
        forward = new WeightedSums(Ways.correlation(new Filters(geometry, true)), geometry.multiplyAdds(),
                new WeightPacking(new WeightPacking.Own(weights, bias), geometry.channels(), Absorbed.NOTHING), in);
        back = Ways.correlation(new Filters(geometry, false));
        packedBack = in.packedForTraining(back.packedFloats(),
                (values, kernels, to) -> back.pack(values.of(weights), kernels, to));
        scratchBack = in.scratchForTraining(back.scratchFloats());
        sums = in.scratchForTraining(positionFloats());
        biasGradient = new BiasGradient(geometry.channels(), geometry.inFloats(), bias, null, in);
    }

    /** Multiply-adds for one image. */
    public long multiplyAdds() {
        return geometry.multiplyAdds();
    }

    private int positionFloats() {
        return Math.multiplyExact(geometry.groupChannels(), geometry.filters());
    }

    @Override
    public void forward(Forward pass) {
        forward.forward(pass);
    }

    @Override
    public void backward(Backward pass) {
        biasGradient.run(pass);
        if (pass.wantsInputGradient()) {
            pass.run(back.tasks(pass.batch()), pass.batch() * geometry.multiplyAdds(), inputTask);
        }
        if (pass.wantsGradient(weights)) {
            pass.run(geometry.positions(), pass.batch() * geometry.multiplyAdds(), positionTask);
        }
    }

    private void inputGradientTask(Backward pass, int task) {
        back.run(pass, pass.outputGradient(), pass.floats(packedBack), null, pass.inputGradient(),
                pass.floats(scratchBack), task, Correlation.Finish.NONE);
    }

    /** Sums over one image, then over the images in order: short sums lose fewer digits than one long one. */
    private void positionTask(Backward pass, int position) {
        float[] sum = pass.floats(sums);
        float[] gradient = pass.gradient(weights);
        int size = positionFloats();
        Arrays.fill(gradient, position * size, (position + 1) * size, 0);
        for (int image = 0; image < pass.batch(); image++) {
            Arrays.fill(sum, 0, size, 0);
            addImage(pass, image, position, sum);
            for (int i = 0; i < size; i++) {
                gradient[position * size + i] += sum[i];
            }
        }
    }

    private void addImage(Backward pass, int image, int position, float[] sum) {
        int kernelRow = position / geometry.columns().kernel();
        int kernelColumn = position % geometry.columns().kernel();
        int height = geometry.rows().in();
        int width = geometry.columns().in();
        for (int i = 0; i < geometry.rows().out(); i++) {
            int row = i * geometry.rows().stride() + kernelRow * geometry.rows().dilation() - geometry.rows().before();
            for (int j = 0; row >= 0 && row < height && j < geometry.columns().out(); j++) {
                int column = j * geometry.columns().stride() + kernelColumn * geometry.columns().dilation()
                        - geometry.columns().before();
                if (column >= 0 && column < width) {
                    addProducts(pass.outputGradient(),
                            image * geometry.inFloats() + (row * width + column) * geometry.channels(), pass.input(),
                            image * geometry.outFloats() + (i * geometry.columns().out() + j) * geometry.filters(),
                            sum);
                }
            }
        }
    }

    private void addProducts(float[] dy, int gradientAt, float[] x, int at, float[] sum) {
        int outputs = geometry.groupChannels();
        int inputs = geometry.groupFilters();
        for (int group = 0; group < geometry.groups(); group++) {
            int from = at + group * inputs;
            for (int f = 0; f < outputs; f++) {
                float slope = dy[gradientAt + group * outputs + f];
                int to = f * geometry.filters() + group * inputs;
                for (int c = 0; c < inputs; c++) {
                    sum[to + c] += slope * x[from + c];
                }
            }
        }
    }
}
