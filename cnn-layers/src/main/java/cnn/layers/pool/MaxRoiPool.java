package cnn.layers.pool;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.layers.Size;
import java.util.Arrays;

/**
 * The highest numbers of regions that another input names, each cut into as many bins: an image (H, W, C) and regions (R, 4), left,
 * top, right and bottom in pixels of the picture, → (R, h, w, C). Edges are multiplied by {@code spatialScale} and rounded to
 * whole pixels, halves away from 0, so that a region has at least one; row i of h bins has its rows from ⌊i · rows / h⌋ to
 * ⌈(i + 1) · rows / h⌉ − 1, as far as they lie in the image, columns likewise. A bin without any gives 0. Of several images,
 * (N, H, W, C), regions are (R, 5), which image first, from 0; what names no image, and numbers that are none, give NaN.
 *
 * <p>The gradient goes to the first maximum, row by row; none passes to the regions, as rounding is flat.
 *
 * <p>ONNX's MaxRoiPool: Girshick, "Fast R-CNN", ICCV 2015, section 2.1. {@link RoiAlign} does not round.
 *
 * @param size bins of each region, rows and columns
 * @param spatialScale size of the image by that of the picture in which regions are given, above 0
 */
@Id("max-roi-pool")
public record MaxRoiPool(Size size, @Default("1") double spatialScale) implements Layer {
    public MaxRoiPool {
        RoiAlign.checkScale(spatialScale);
    }

    /** Square regions of so many bins a side, given in pixels of the image itself. */
    public static MaxRoiPool of(int size) {
        return new MaxRoiPool(Size.of(size), 1);
    }

    /** With regions of a picture that is larger than the image: 0.0625 where the image has one pixel for 16. */
    public MaxRoiPool spatialScale(double scale) {
        return new MaxRoiPool(size, scale);
    }

    @Override
    public Bound bind(Binding in) {
        Rois rois = Rois.of(in);
        return Bound.of(rois.output(size), new Pool(rois, size, (float) spatialScale));
    }

    /** A task is a region in a forward pass, and an example in a backward pass, where several regions share a pixel. */
    private static final class Pool implements Op {
        private final Rois rois;
        private final Size size;
        private final float scale;
        private final ForwardTask forwardRegion = this::forwardRegion;
        private final BackwardTask backwardExample = this::backwardExample;

        Pool(Rois rois, Size size, float scale) {
            this.rois = rois;
            this.size = size;
            this.scale = scale;
        }

        private long work(int batch) {
            return 4L * batch * rois.count() * size.height() * size.width() * rois.channels();
        }

        @Override
        public boolean passesGradient(int input) {
            return input == 0;
        }

        @Override
        public void forward(Forward pass) {
            pass.run(pass.batch() * rois.count(), work(pass.batch()), forwardRegion);
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient(1)) {
                Arrays.fill(pass.inputGradient(1), 0, pass.batch() * rois.count() * rois.numbers(), 0);
            }
            if (pass.wantsInputGradient(0)) {
                pass.run(pass.batch(), 2 * work(pass.batch()), backwardExample);
            }
        }

        private void forwardRegion(Forward pass, int task) {
            float[] regions = pass.input(1);
            float[] y = pass.output();
            int example = task / rois.count();
            int image = rois.image(regions, example, task % rois.count());
            int edges = rois.edges(example, task % rois.count());
            int to = task * size.height() * size.width() * rois.channels();
            for (int row = 0; row < size.height(); row++) {
                for (int column = 0; column < size.width(); column++) {
                    if (image < 0) {
                        Arrays.fill(y, to, to + rois.channels(), Float.NaN);
                    } else {
                        maximum(pass.input(0), image, regions, edges, row, column, y, to);
                    }
                    to += rois.channels();
                }
            }
        }

        private void maximum(float[] x, int image, float[] regions, int edges, int row, int column, float[] y, int to) {
            int channels = rois.channels();
            int top = start(regions, edges + 1, row, size.height(), rois.height());
            int bottom = end(regions, edges + 1, row, size.height(), rois.height());
            int left = start(regions, edges, column, size.width(), rois.width());
            int right = end(regions, edges, column, size.width(), rois.width());
            Arrays.fill(y, to, to + channels, top < bottom && left < right ? Float.NEGATIVE_INFINITY : 0);
            for (int i = top; i < bottom; i++) {
                for (int j = left; j < right; j++) {
                    int from = image + (i * rois.width() + j) * channels;
                    for (int c = 0; c < channels; c++) {
                        y[to + c] = Math.max(y[to + c], x[from + c]);
                    }
                }
            }
        }

        private void backwardExample(Backward pass, int example) {
            float[] regions = pass.input(1);
            float[] dx = pass.inputGradient(0);
            Arrays.fill(dx, example * rois.size(), (example + 1) * rois.size(), 0);
            int out = example * rois.count() * size.height() * size.width() * rois.channels();
            for (int region = 0; region < rois.count(); region++) {
                int image = rois.image(regions, example, region);
                int edges = rois.edges(example, region);
                for (int row = 0; row < size.height(); row++) {
                    for (int column = 0; column < size.width(); column++) {
                        for (int c = 0; image >= 0 && c < rois.channels(); c++) {
                            int at = firstMaximum(pass.input(0), image + c, regions, edges, row, column,
                                    pass.output()[out + c]);
                            if (at >= 0) {
                                dx[at] += pass.outputGradient()[out + c];
                            }
                        }
                        out += rois.channels();
                    }
                }
            }
        }

        /** Index of a bin's first number that is not below the maximum; −1 of a bin without any. */
        private int firstMaximum(float[] x, int first, float[] regions, int edges, int row, int column, float maximum) {
            int bottom = end(regions, edges + 1, row, size.height(), rois.height());
            int right = end(regions, edges, column, size.width(), rois.width());
            for (int i = start(regions, edges + 1, row, size.height(), rois.height()); i < bottom; i++) {
                for (int j = start(regions, edges, column, size.width(), rois.width()); j < right; j++) {
                    int at = first + (i * rois.width() + j) * rois.channels();
                    if (!(x[at] < maximum)) {
                        return at;
                    }
                }
            }
            return -1;
        }

        /** First position of a bin that lies in the image. */
        private int start(float[] regions, int edge, int bin, int bins, int length) {
            return (int) Math.clamp(pixel(regions[edge]) + Math.floor(bin * bin(regions, edge, bins)), 0, length);
        }

        /** Behind the last position of a bin that lies in the image. */
        private int end(float[] regions, int edge, int bin, int bins, int length) {
            return (int) Math.clamp(pixel(regions[edge]) + Math.ceil((bin + 1) * bin(regions, edge, bins)), 0,
                    length);
        }

        private float bin(float[] regions, int edge, int bins) {
            return (float) Math.max(pixel(regions[edge + 2]) - pixel(regions[edge]) + 1, 1) / bins;
        }

        /** The whole pixel of an edge. */
        private double pixel(float edge) {
            double at = edge * scale;
            return at < 0 ? Math.ceil(at - 0.5) : Math.floor(at + 0.5);
        }
    }
}
