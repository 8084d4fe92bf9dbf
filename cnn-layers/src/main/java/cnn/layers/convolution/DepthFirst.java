package cnn.layers.convolution;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.api.layer.Binding;
import cnn.api.layer.Epilogue.Elementwise;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.layers.convolution.depthwise.DepthwiseRows;
import cnn.layers.convolution.pointwise.PointwiseCorrelation;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.kernel.Depthwise;
import org.jspecify.annotations.Nullable;

/**
 * A 1×1 convolution and the depthwise one behind it, in prediction: {@linkplain Pieces some channels} of the map between them
 * are computed and used while a core's own cache holds them, and the whole map never is. The numbers are those of one after
 * the other, bit for bit.
 *
 * <p>Alwani, Chen, Ferdman and Milder, "Fused-layer CNN accelerators", MICRO 2016, section III; there a piece has all
 * channels, and more of it is computed twice.
 */
final class DepthFirst implements PredictionOp {
    private final Geometry pointwise;
    private final Geometry depthwise;
    private final Pieces pieces;
    private final Panels panels;
    private final Windows[] products;
    private final DepthwiseRows[] rows;
    private final PreparedWeights expansion;
    private final PreparedWeights filtering;
    private final FloatSlot between;
    /** Whether what is done to outputs reads other inputs, at the same places. */
    private final boolean finishesInOutput;
    private final ForwardTask task = this::task;

    private DepthFirst(Geometry pointwise, WeightPacking firstPacking, Geometry depthwise, WeightPacking secondPacking,
            Pieces pieces, Binding in) {
        this.pointwise = pointwise;
        this.depthwise = depthwise;
        this.pieces = pieces;
        finishesInOutput = in.inputs().size() > 1;
        panels = new Panels(pointwise.channels(), pointwise.filters());
        products = new Windows[pieces.parts()];
        rows = new DepthwiseRows[pieces.parts()];
        for (int part = 0; part < products.length; part++) {
            int from = pieces.firstChannel(part);
            int to = pieces.endChannel(part);
            products[part] = Windows.matrix(pointwise.channels(), to - from);
            rows[part] = new DepthwiseRows(depthwise, from, to);
        }
        expansion = PreparedWeights.of(new ImageCorrelations(pointwise).forward(), firstPacking, in);
        filtering = PreparedWeights.of(new ImageCorrelations(depthwise).forward(), secondPacking, in);
        between = in.scratch(
                Math.addExact(Planes.FIRST + pieces.mapFloats(), pieces.rowFloats(depthwise.columns().out())));
    }

    /**
     * Both as one, with the buffers that it asks for; null where they are not such convolutions.
     *
     * @param firstPacking weights of the first
     * @param secondPacking weights of the second
     */
    static @Nullable DepthFirst of(@Nullable Geometry first, WeightPacking firstPacking, @Nullable Geometry second,
            WeightPacking secondPacking, Binding in) {
        if (first == null || second == null || Ways.correlation(first) != Way.POINTWISE
                || Ways.correlation(second) != Way.DEPTHWISE) {
            return null;
        }
        Pieces pieces = Pieces.of(second);
        return pieces == null ? null : new DepthFirst(first, firstPacking, second, secondPacking, pieces, in);
    }

    @Override
    public String way() {
        return "depth-first " + Ways.correlation(pointwise) + " and " + Ways.correlation(depthwise);
    }

    @Override
    public void forward(Forward pass) {
        pass.run(pieces.count(pass.batch()), pass.batch() * (pointwise.multiplyAdds() + depthwise.multiplyAdds()),
                task);
    }

    @Override
    public String what() {
        return "Convolutions computed depth-first";
    }

    private void task(Forward pass, int piece) {
        int batch = pass.batch();
        int image = pieces.firstImage(batch, piece);
        int images = Math.min(pieces.images(), batch - image);
        int part = pieces.part(piece);
        if (images > 1 && pieces.bands(batch) == 1) {
            int height = depthwise.rows().in();
            makeRows(pass, part, image * height, images * height, 0);
            for (int i = 0; i < images; i++) {
                for (int row = 0; row < depthwise.rows().out(); row++) {
                    useRows(pass, part, image + i, row, -i * height);
                }
            }
            return;
        }
        for (int i = image; i < image + images; i++) {
            band(pass, part, i, pieces.firstOutput(batch, piece), pieces.endOutput(batch, piece));
        }
    }

    /** Some channels of a band of an image's outputs: rows of the map go by, and as many as there is room for are held. */
    private void band(Forward pass, int part, int image, int firstOutput, int endOutput) {
        int last = pieces.endRow(endOutput - 1);
        int held = pieces.firstRow(firstOutput);
        int made = held;
        for (int output = firstOutput; output < endOutput;) {
            int first = pieces.firstRow(output);
            keepRows(pass, part, first - held, made - first);
            held = first;
            int next = Math.max(first, made);
            made = Math.min(last, first + pieces.heldRows());
            makeRows(pass, part, image * depthwise.rows().in() + next, made - next, next - held);
            for (; output < endOutput && pieces.endRow(output) <= made; output++) {
                useRows(pass, part, image, output, held);
            }
        }
    }

    /** Moves rows of the map that the next window sees to the beginning. */
    private void keepRows(Forward pass, int part, int from, int count) {
        if (from > 0 && count > 0) {
            int floats = mapRowFloats(part);
            System.arraycopy(pass.floats(between), Planes.FIRST + from * floats, pass.floats(between), Planes.FIRST,
                    count * floats);
        }
    }

    private int mapRowFloats(int part) {
        return depthwise.columns().in() * products[part].columns();
    }

    /** The 1×1 convolution: some channels of rows of the batch, to where a row is held. */
    private void makeRows(Forward pass, int part, int first, int count, int to) {
        Products kernels = pass.kernels().products();
        int channel = pieces.firstChannel(part);
        int width = products[part].columns();
        int mapWidth = depthwise.columns().in();
        float[] map = pass.floats(between);
        int end = count * mapWidth;
        int step = PointwiseCorrelation.finishedRows(width);
        for (int pixel = 0; pixel < end; pixel += step) {
            int few = Math.min(step, end - pixel);
            int at = Planes.FIRST + to * mapRowFloats(part) + pixel * width;
            kernels.weightedSums(products[part], pass.input(), (first * mapWidth + pixel) * pointwise.channels(),
                    pass.floats(expansion.packed()), panels.index(0, channel), expansion.start(pass), channel, map, at,
                    few);
            finish(expansion.finish(), pass, map, at, at + few * width);
        }
    }

    /**
     * The depthwise convolution: the same channels of a row of outputs.
     *
     * @param held the first of the image's rows that are held
     */
    private void useRows(Forward pass, int part, int image, int output, int held) {
        DepthwiseRows windows = rows[part];
        int width = products[part].columns();
        int filters = depthwise.filters();
        boolean whole = width == filters;
        float[] map = pass.floats(between);
        float[] y = whole ? pass.output() : map;
        int imageRow = image * depthwise.outFloats() + output * depthwise.columns().out() * filters;
        int rowAt = whole ? imageRow : Planes.FIRST + pieces.mapFloats();
        windows.weightedSums(pass.kernels().family(Depthwise.class), output, map,
                Planes.FIRST - held * mapRowFloats(part),
                pass.floats(filtering.packed()), filtering.start(pass), y, rowAt);
        if (whole || !finishesInOutput) {
            finish(filtering.finish(), pass, y, rowAt, rowAt + windows.rowFloats());
        }
        for (int pixel = 0; pixel < depthwise.columns().out() && !whole; pixel++) {
            int at = imageRow + pixel * filters + pieces.firstChannel(part);
            System.arraycopy(map, rowAt + pixel * width, pass.output(), at, width);
            if (finishesInOutput) {
                finish(filtering.finish(), pass, pass.output(), at, at + width);
            }
        }
    }

    private static void finish(@Nullable Elementwise function, Forward pass, float[] numbers,
            int from, int to) {
        if (function != null) {
            function.forward(pass, numbers, from, to);
        }
    }
}
