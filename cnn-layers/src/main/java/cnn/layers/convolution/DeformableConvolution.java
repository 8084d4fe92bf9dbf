package cnn.layers.convolution;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.BatchParts;
import cnn.layers.convolution.shared.FilterPanels;
import cnn.layers.convolution.shared.Geometry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A convolution whose windows' elements are moved. What some windows see is written as a matrix, since no two lie in the image
 * alike, and multiplied by the weights. A task is so many windows forward, and an example backward, where windows share pixels.
 */
public final class DeformableConvolution implements Op {
    /** Floats of a task's matrix: a quarter of a mebibyte. */
    private static final int BLOCK = 1 << 16;

    private final Geometry geometry;
    private final MovedWindows windows;
    private final Param weights;
    private final @Nullable Param bias;
    private final int block;
    private final int blocks;
    private final Windows products;
    private final Windows turned;
    private final FilterPanels panels;
    private final FloatSlot packed;
    private final FloatSlot packedTurned;
    private final FloatSlot numbers;
    private final FloatSlot gradients;
    private final BatchParts parts;
    private final BiasGradient biasGradient;
    private final ForwardTask forwardBlock = this::forwardBlock;
    private final BackwardTask backwardExample = this::backwardExample;

    /**
     * Asks for all buffers.
     *
     * @param offsetGroups parts of the channels that are moved together
     * @param masked whether a third input weighs what elements see
     */
    public DeformableConvolution(Geometry geometry, int offsetGroups, boolean masked, Binding in, Param weights,
            @Nullable Param bias) {
        this.geometry = geometry;
        this.weights = weights;
        this.bias = bias;
        windows = new MovedWindows(geometry, offsetGroups, masked);
        block = Math.clamp(BLOCK / windows.floats(), 1, windows.count());
        blocks = (windows.count() + block - 1) / block;
        int rows = geometry.positions() * geometry.groupChannels();
        int filters = geometry.groupFilters();
        products = new Windows(new int[] {0}, rows, rows, filters, geometry.filters());
        turned = new Windows(new int[] {0}, filters, geometry.filters(), rows, rows);
        panels = new FilterPanels(products);
        packed = in.packed(Math.multiplyExact(products.panels().size(), geometry.groups()),
                (values, _, to) -> pack(values.of(weights), products.panels(), geometry.filters(), 1, to));
        packedTurned = in.packedForTraining(Math.multiplyExact(turned.panels().size(), geometry.groups()),
                (values, _, to) -> pack(values.of(weights), turned.panels(), 1, geometry.filters(), to));
        numbers = in.scratch(block * windows.floats());
        gradients = in.scratchForTraining(panels.scratchFloats(block));
        parts = new BatchParts(panels, rows, geometry.groups(), in, weights, this::addImage);
        biasGradient = new BiasGradient(geometry.filters(), geometry.outFloats(), bias, null, in);
    }

    private void pack(float[] from, Panels into, int rowStride, int columnStride, float[] to) {
        for (int group = 0; group < geometry.groups(); group++) {
            into.pack(from, group * geometry.groupFilters(), rowStride, columnStride, 0, into.rows(), to,
                    group * into.size());
        }
    }

    /** Multiply-adds for one example. */
    public long multiplyAdds() {
        return geometry.multiplyAdds();
    }

    private long sampling(int batch) {
        return 8L * batch * windows.count() * windows.floats();
    }

    @Override
    public void forward(Forward pass) {
        pass.run(pass.batch() * blocks, pass.batch() * multiplyAdds() + sampling(pass.batch()), forwardBlock);
    }

    @Override
    public void backward(Backward pass) {
        biasGradient.run(pass);
        if (pass.wantsInputGradient(0) || pass.wantsInputGradient(1)
                || windows.weighed() && pass.wantsInputGradient(2)) {
            pass.run(pass.batch(), pass.batch() * multiplyAdds() + 2 * sampling(pass.batch()), backwardExample);
        }
        if (pass.wantsGradient(weights)) {
            parts.run(pass, multiplyAdds() + sampling(1));
        }
    }

    private void forwardBlock(Forward pass, int task) {
        float[] seen = pass.floats(numbers);
        int example = task / blocks;
        int first = task % blocks * block;
        int count = Math.min(block, windows.count() - first);
        windows.see(pass, example, first, count, seen);
        for (int group = 0; group < geometry.groups(); group++) {
            int filter = group * geometry.groupFilters();
            pass.kernels().products().weightedSums(products, seen, group * count * products.rows(),
                    pass.floats(packed), group * products.panels().size(), bias == null ? null : pass.values(bias),
                    filter, pass.output(), (example * windows.count() + first) * geometry.filters() + filter, count);
        }
    }

    private void addImage(Backward pass, int example, float[] sums, int sumsAt) {
        float[] seen = pass.floats(numbers);
        for (int first = 0; first < windows.count(); first += block) {
            int count = Math.min(block, windows.count() - first);
            windows.see(pass, example, first, count, seen);
            for (int group = 0; group < geometry.groups(); group++) {
                int filter = group * geometry.groupFilters();
                panels.add(pass.kernels().products(), seen, group * count * products.rows(), pass.outputGradient(),
                        (example * windows.count() + first) * geometry.filters() + filter, count, 1, sums,
                        sumsAt + filter * products.rows(), pass.floats(gradients), 0);
            }
        }
    }

    private void backwardExample(Backward pass, int example) {
        float[] gradient = pass.floats(numbers);
        if (pass.wantsInputGradient(0)) {
            int size = geometry.inFloats();
            Arrays.fill(pass.inputGradient(0), example * size, (example + 1) * size, 0);
        }
        for (int first = 0; first < windows.count(); first += block) {
            int count = Math.min(block, windows.count() - first);
            for (int group = 0; group < geometry.groups(); group++) {
                pass.kernels().products().weightedSums(turned, pass.outputGradient(),
                        (example * windows.count() + first) * geometry.filters() + group * geometry.groupFilters(),
                        pass.floats(packedTurned), group * turned.panels().size(), null, 0, gradient,
                        group * count * products.rows(), count);
            }
            windows.back(pass, example, first, count, gradient);
        }
    }
}
