package cnn.layers.convolution.pointwise;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.FilterPanels;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.PartialSums;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.convolution.shared.WeightGradient;
import java.util.Arrays;

/**
 * Both gradients of a convolution that sees one pixel at a time and has few weights: dx = dy wᵀ and dw = xᵀ dy, where x
 * and dy are matrices of (pixels × channels). With few weights it is memory that limits, so dy is read once: each chunk
 * of pixels is multiplied by the turned weights, and, while a core has it in its cache, its outer products are added to
 * the sums of a part of the batch. The parts are added in order.
 */
public final class PointwiseGradients implements WeightGradient {
    /** Parts of the batch: enough for 16 threads. */
    private static final int MOST_PARTS = 16;
    /** Floats of a chunk's x, dy and dx: a quarter of a mebibyte, which leaves room for weights and sums. */
    private static final int CHUNK_FLOATS = 1 << 16;
    /** Sums are read and written once for so many pixels. */
    private static final int FEWEST_PIXELS = 8 * MatrixProduct.TILE_ROWS;
    private static final int SUM_FLOATS = 1 << 13;

    private final Geometry geometry;
    private final Param weights;
    private final FloatSlot packedTurned;
    private final Windows turned;
    private final FilterPanels panels;
    private final FloatSlot scratch;
    private final PartialSums partials;
    private final int chunkPixels;
    private final int sumRows;
    private final Backward.Body partTask = this::part;
    private final Backward.Body sumTask = this::sumOfParts;

    /** Its turned weights are packed as {@link PointwiseCorrelation} packs them. */
    public PointwiseGradients(Geometry geometry, Binding in, Param weights, FloatSlot packedTurned) {
        this.geometry = geometry;
        this.weights = weights;
        this.packedTurned = packedTurned;
        int channels = geometry.channels();
        int filters = geometry.filters();
        turned = Windows.matrix(filters, channels);
        panels = new FilterPanels(Windows.matrix(channels, filters));
        int tiles = CHUNK_FLOATS / (2 * channels + filters) / MatrixProduct.TILE_ROWS;
        chunkPixels = Math.max(FEWEST_PIXELS, tiles * MatrixProduct.TILE_ROWS);
        scratch = in.scratchForTraining(Planes.FIRST + panels.scratchFloats(chunkPixels));
        partials = new PartialSums(in, MOST_PARTS, geometry.weightFloats());
        sumRows = Math.max(1, SUM_FLOATS / filters);
    }

    @Override
    public boolean givesInputGradient() {
        return true;
    }

    @Override
    public void run(Backward pass) {
        int parts = parts(pass);
        int products = pass.wantsInputGradient() ? 2 : 1;
        pass.run(parts, products * pass.batch() * geometry.multiplyAdds(), parts, partTask);
        pass.run((geometry.channels() + sumRows - 1) / sumRows, (long) parts * geometry.weightFloats(), parts,
                sumTask);
    }

    private int pixels(Backward pass) {
        return pass.batch() * geometry.rows().out() * geometry.columns().out();
    }

    private int parts(Backward pass) {
        return Math.clamp(pixels(pass) / FEWEST_PIXELS, 1, MOST_PARTS);
    }

    private void part(Backward pass, int part, int parts) {
        float[] sums = partials.floats(pass);
        int at = partials.at(part);
        Arrays.fill(sums, at, at + geometry.weightFloats(), 0);
        long pixels = pixels(pass);
        int end = (int) ((part + 1) * pixels / parts);
        for (int first = (int) (part * pixels / parts); first < end; first += chunkPixels) {
            addChunk(pass, first, Math.min(chunkPixels, end - first), sums, at);
        }
    }

    private void addChunk(Backward pass, int first, int count, float[] sums, int sumsAt) {
        Products kernels = pass.kernels().products();
        float[] gradient = pass.outputGradient();
        int gradientAt = first * geometry.filters();
        if (pass.wantsInputGradient()) {
            kernels.weightedSums(turned, gradient, gradientAt, pass.floats(packedTurned), 0, null, 0,
                    pass.inputGradient(), first * geometry.channels(), count);
        }
        panels.add(kernels, pass.input(), first * geometry.channels(), gradient, gradientAt, count, 1, sums, sumsAt,
                pass.floats(scratch), Planes.FIRST);
    }

    /** Adds the parts in order, some rows of the weights at a time. */
    private void sumOfParts(Backward pass, int index, int parts) {
        float[] gradient = pass.gradient(weights);
        int end = Math.min(geometry.channels(), (index + 1) * sumRows);
        for (int row = index * sumRows; row < end; row++) {
            panels.sumRow(partials, pass, parts, 0, row, gradient, row * geometry.filters());
        }
    }
}
