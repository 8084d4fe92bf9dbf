package cnn.layers.pool;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.api.layer.Pass;
import java.util.Arrays;

/**
 * For each bin of a region its samples, and the four pixels around each. A task is a region in a forward pass, and an example in a
 * backward pass, where several regions share a pixel. Places are computed in floats as others do, so that as many samples come
 * of the same region.
 */
final class RoiAlignOp implements Op {
    /** What a region is along one axis, the rows' behind the columns': where it starts, the length of a bin, samples in it. */
    private static final int START = 0;
    private static final int BIN = 1;
    private static final int SAMPLES = 2;
    /** 1 where the bins' length follows the edges, 0 where it is held. */
    private static final int FOLLOWS = 3;
    private static final int ROWS = 4;

    private final RoiAlign layer;
    private final Rois rois;
    private final int channels;
    private final float scale;
    private final FloatSlot measures;
    /** For each channel whether a bin's maximum has been found. */
    private final FloatSlot founds;
    private final ForwardTask forwardRegion = this::forwardRegion;
    private final BackwardTask backwardExample = this::backwardExample;

    RoiAlignOp(Binding in, RoiAlign layer, Rois rois) {
        this.layer = layer;
        this.rois = rois;
        channels = rois.channels();
        scale = (float) layer.spatialScale();
        measures = in.scratch(2 * ROWS);
        founds = in.scratchForTraining(channels);
    }

    private boolean isMean() {
        return layer.mode() == RoiAlign.Mode.MEAN;
    }

    /** Four pixels for each sample of one example, as many as there can be: bins of one a pixel have no more than all pixels twice. */
    long multiplyAdds() {
        return (long) (4.0 * rois.count() * channels * samples(layer.size().height(), rois.height())
                * samples(layer.size().width(), rois.width()));
    }

    private double samples(int bins, int length) {
        return layer.samplingRatio() > 0 ? (double) bins * layer.samplingRatio() : bins + 2.0 * length;
    }

    @Override
    public void forward(Forward pass) {
        pass.run(pass.batch() * rois.count(), pass.batch() * multiplyAdds(), forwardRegion);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient(0) || pass.wantsInputGradient(1)) {
            pass.run(pass.batch(), 3 * pass.batch() * multiplyAdds(), backwardExample);
        }
    }

    private void forwardRegion(Forward pass, int task) {
        float[] y = pass.output();
        int example = task / rois.count();
        int region = task % rois.count();
        int image = rois.image(pass.input(1), example, region);
        int to = task * layer.size().height() * layer.size().width() * channels;
        measure(pass, example, region);
        for (int row = 0; row < layer.size().height(); row++) {
            for (int column = 0; column < layer.size().width(); column++, to += channels) {
                if (image < 0) {
                    Arrays.fill(y, to, to + channels, Float.NaN);
                } else {
                    bin(pass, image, row, column, y, to);
                }
            }
        }
    }

    private void measure(Pass pass, int example, int region) {
        float[] measure = pass.floats(measures);
        int edges = rois.edges(example, region);
        measure(measure, 0, pass.input(1), edges, layer.size().width());
        measure(measure, ROWS, pass.input(1), edges + 1, layer.size().height());
    }

    private void measure(float[] measure, int axis, float[] regions, int edge, int bins) {
        float half = layer.halfPixel() ? 0.5f : 0;
        float start = regions[edge] * scale - half;
        float length = regions[edge + 2] * scale - half - start;
        boolean follows = layer.halfPixel() || length > 1;
        float bin = (follows ? length : 1) / bins;
        measure[axis + START] = start;
        measure[axis + BIN] = bin;
        measure[axis + SAMPLES] = layer.samplingRatio() > 0 ? layer.samplingRatio() : (float) Math.ceil(bin);
        measure[axis + FOLLOWS] = follows ? 1 : 0;
    }

    private void bin(Pass pass, int image, int row, int column, float[] y, int to) {
        float[] measure = pass.floats(measures);
        float samples = measure[ROWS + SAMPLES] * measure[SAMPLES];
        int lastRow = last(measure, ROWS, row, rois.height());
        int lastColumn = last(measure, 0, column, rois.width());
        int within = 0;
        Arrays.fill(y, to, to + channels, isMean() ? 0 : Float.NEGATIVE_INFINITY);
        for (int i = first(measure, ROWS, row); i < lastRow; i++) {
            float down = place(measure, ROWS, row, i);
            for (int j = first(measure, 0, column); j < lastColumn && isWithin(down, rois.height()); j++) {
                float right = place(measure, 0, column, j);
                if (isWithin(right, rois.width())) {
                    within++;
                    sample(pass.input(0), image, down, right, y, to);
                }
            }
        }
        for (int c = to; c < to + channels; c++) {
            if (isMean()) {
                y[c] /= Math.max(samples, 1);
            } else if (within < samples || within == 0) {
                y[c] = Math.max(y[c], 0); // of a sample beyond the image
            }
        }
    }

    private void sample(float[] x, int image, float down, float right, float[] y, int to) {
        int a = pixel(image, down, right, 0);
        int b = pixel(image, down, right, 1);
        int c = pixel(image, down, right, 2);
        int d = pixel(image, down, right, 3);
        float above = weight(down, rois.height(), 0);
        float below = weight(down, rois.height(), 1);
        float before = weight(right, rois.width(), 0);
        float behind = weight(right, rois.width(), 1);
        if (isMean()) {
            for (int i = 0; i < channels; i++) {
                y[to + i] += above * before * x[a + i] + above * behind * x[b + i] + below * before * x[c + i]
                        + below * behind * x[d + i];
            }
        } else {
            for (int i = 0; i < channels; i++) {
                y[to + i] = Math.max(y[to + i], Math.max(
                        Math.max(above * before * x[a + i], above * behind * x[b + i]),
                        Math.max(below * before * x[c + i], below * behind * x[d + i])));
            }
        }
    }

    private void backwardExample(Backward pass, int example) {
        float[] measure = pass.floats(measures);
        if (pass.wantsInputGradient(0)) {
            Arrays.fill(pass.inputGradient(0), example * rois.size(), (example + 1) * rois.size(), 0);
        }
        if (pass.wantsInputGradient(1)) {
            int size = rois.count() * rois.numbers();
            Arrays.fill(pass.inputGradient(1), example * size, (example + 1) * size, 0);
        }
        int bins = layer.size().height() * layer.size().width();
        for (int region = 0; region < rois.count(); region++) {
            int image = rois.image(pass.input(1), example, region);
            measure(pass, example, region);
            for (int bin = 0; image >= 0 && bin < bins; bin++) {
                int row = bin / layer.size().width();
                int column = bin % layer.size().width();
                int out = ((example * rois.count() + region) * bins + bin) * channels;
                Arrays.fill(pass.floats(founds), 0, channels, 0);
                int lastRow = last(measure, ROWS, row, rois.height());
                int lastColumn = last(measure, 0, column, rois.width());
                for (int i = first(measure, ROWS, row); i < lastRow; i++) {
                    for (int j = first(measure, 0, column); j < lastColumn; j++) {
                        sampleBackward(pass, image, rois.edges(example, region), row, column, i, j, out);
                    }
                }
            }
        }
    }

    private void sampleBackward(Backward pass, int image, int edges, int row, int column, int i, int j, int out) {
        float[] measure = pass.floats(measures);
        float down = place(measure, ROWS, row, i);
        float right = place(measure, 0, column, j);
        if (!isWithin(down, rois.height()) || !isWithin(right, rois.width())) {
            return;
        }
        float share = isMean() ? 1 / Math.max(measure[ROWS + SAMPLES] * measure[SAMPLES], 1) : 1;
        float moveDown = 0;
        float moveRight = 0;
        for (int corner = 0; corner < 4; corner++) {
            int from = pixel(image, down, right, corner);
            float vertical = weight(down, rois.height(), corner >> 1);
            float horizontal = weight(right, rois.width(), corner & 1);
            float product = corner(pass, from, vertical * horizontal, share, out);
            moveDown += product * horizontal * slope(down, rois.height(), corner >> 1);
            moveRight += product * vertical * slope(right, rois.width(), corner & 1);
        }
        if (pass.wantsInputGradient(1)) {
            float[] edge = pass.inputGradient(1);
            move(edge, edges, measure, 0, (column + (j + 0.5f) / measure[SAMPLES]) / layer.size().width(), moveRight);
            move(edge, edges + 1, measure, ROWS, (row + (i + 0.5f) / measure[ROWS + SAMPLES]) / layer.size().height(),
                    moveDown);
        }
    }

    /** One pixel's share of the gradient; what the pixel's weight has of it. */
    private float corner(Backward pass, int from, float weight, float share, int out) {
        float[] x = pass.input(0);
        float[] dy = pass.outputGradient();
        float[] found = pass.floats(founds);
        boolean wanted = pass.wantsInputGradient(0);
        float product = 0;
        for (int c = 0; c < channels; c++) {
            if (!isMean()) {
                if (found[c] != 0 || weight * x[from + c] != pass.output()[out + c]) {
                    continue;
                }
                found[c] = 1;
            }
            float gradient = dy[out + c] * share;
            product += x[from + c] * gradient;
            if (wanted) {
                pass.inputGradient(0)[from + c] += weight * gradient;
            }
        }
        return product;
    }

    /** A sample that lies at this share of the way between two edges moves with both. */
    private void move(float[] gradient, int edge, float[] measure, int axis, float way, float amount) {
        float far = measure[axis + FOLLOWS] * way;
        gradient[edge] += amount * scale * (1 - far);
        gradient[edge + 2] += amount * scale * far;
    }

    private static float place(float[] measure, int axis, int bin, int sample) {
        return measure[axis + START] + bin * measure[axis + BIN]
                + (sample + 0.5f) * measure[axis + BIN] / measure[axis + SAMPLES];
    }

    /** The first of a bin's samples that may lie in the image: a region may be far larger. */
    private static int first(float[] measure, int axis, int bin) {
        return (int) Math.max(0, Math.floor(sample(measure, axis, bin, -1, 0)) - 1);
    }

    /** Behind the last of them. */
    private static int last(float[] measure, int axis, int bin, int length) {
        float samples = measure[axis + SAMPLES];
        return (int) Math.min(samples, Math.ceil(sample(measure, axis, bin, length, samples)) + 2);
    }

    /** Which of a bin's samples lies at a place; another number where bins have no length or a negative one. */
    private static double sample(float[] measure, int axis, int bin, double place, double otherwise) {
        double step = (double) measure[axis + BIN] / measure[axis + SAMPLES];
        return step > 0 ? (place - measure[axis + START] - (double) bin * measure[axis + BIN]) / step - 0.5 : otherwise;
    }

    private static boolean isWithin(float place, int length) {
        return place >= -1 && place <= length;
    }

    /** The pixel before a place. */
    private static int low(float place, int length) {
        return Math.min((int) Math.max(place, 0), length - 1);
    }

    private static boolean isAtEdge(float place, int length) {
        return place <= 0 || place >= length - 1;
    }

    /** The weight of the pixel before a place, or of the one behind it. */
    private static float weight(float place, int length, int behind) {
        float share = isAtEdge(place, length) ? 0 : place - low(place, length);
        return behind == 0 ? 1 - share : share;
    }

    /** How that weight changes with the place. */
    private static float slope(float place, int length, int behind) {
        return isAtEdge(place, length) ? 0 : behind == 0 ? -1 : 1;
    }

    private int pixel(int image, float down, float right, int corner) {
        int row = Math.min(low(down, rois.height()) + (corner >> 1), rois.height() - 1);
        int column = Math.min(low(right, rois.width()) + (corner & 1), rois.width() - 1);
        return image + (row * rois.width() + column) * channels;
    }
}
