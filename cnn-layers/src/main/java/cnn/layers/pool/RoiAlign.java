package cnn.layers.pool;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.Size;

/**
 * Regions of an image that another input names, each brought to one size without rounding: an image (H, W, C) and regions (R, 4),
 * left, top, right and bottom in pixels of the picture, → (R, h, w, C). A region times {@code spatialScale} is cut into h × w bins,
 * and of each bin the mean or the maximum is taken over evenly spaced samples, s = {@code samplingRatio} along each axis or,
 * where that is 0, as many as the bin has pixels, rounded up. A sample mixes the four pixels around it; one beyond the
 * image's edge pixels by more than 1 counts as 0. The maximum is that of the four weighed pixels, ONNX's definition, not of
 * their sums. Of several images, (N, H, W, C), regions are (R, 5), which image first, from 0; what names no image, and numbers
 * that are none, give NaN.
 *
 * <p>With {@code halfPixel} the edges are those of pixels, whose middles are half a pixel within: 0.5 is taken off. Without it, as in
 * ONNX before version 16, nothing is, and a region is at least one pixel high and wide. The gradient goes to the pixels and to
 * the edges of the regions, the number of samples being held.
 *
 * <p>ONNX's RoiAlign, PyTorch's roi_align: He, Gkioxari, Dollár and Girshick, "Mask R-CNN", ICCV 2017, section 3.
 *
 * @param size bins of each region, rows and columns
 * @param mode what is taken of a bin's samples
 * @param samplingRatio samples of a bin along each axis, at most 64; 0 for one a pixel
 * @param spatialScale size of the image by that of the picture in which regions are given, above 0
 * @param halfPixel whether regions are given by edges of pixels rather than by their middles
 */
@Id("roi-align")
public record RoiAlign(Size size, @Default("mean") Mode mode, @Default("0") int samplingRatio,
        @Default("1") double spatialScale, @Default("true") boolean halfPixel) implements Layer {
    /** Samples of a bin along one axis: more than any network has. */
    private static final int MOST = 64;

    /** What is taken of a bin's samples. */
    public enum Mode {
        /** Their mean. */
        MEAN,
        /** The highest of the weighed pixels. */
        MAXIMUM
    }

    public RoiAlign {
        if (samplingRatio < 0 || samplingRatio > MOST) {
            throw new IllegalArgumentException(
                    "A bin has from 1 to " + MOST + " samples along each axis, or 0 for one a "
                            + "pixel, but was given " + samplingRatio + ". Use for example 2.");
        }
        checkScale(spatialScale);
    }

    static void checkScale(double scale) {
        if (!((float) scale > 0 && scale <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("A spatial scale is above 0 but was given " + scale
                    + ". Use 0.0625 where the image has one pixel for 16 of the picture.");
        }
    }

    /** Square regions of so many bins a side, given in pixels of the image itself: the mean of one sample a pixel. */
    public static RoiAlign of(int size) {
        return new RoiAlign(Size.of(size), Mode.MEAN, 0, 1, true);
    }

    /** With something else taken of a bin's samples. */
    public RoiAlign mode(Mode other) {
        return new RoiAlign(size, other, samplingRatio, spatialScale, halfPixel);
    }

    /** With so many samples of a bin along each axis. */
    public RoiAlign samplingRatio(int samples) {
        return new RoiAlign(size, mode, samples, spatialScale, halfPixel);
    }

    /** With regions of a picture that is larger than the image: 0.0625 where the image has one pixel for 16. */
    public RoiAlign spatialScale(double scale) {
        return new RoiAlign(size, mode, samplingRatio, scale, halfPixel);
    }

    /** With regions given by edges of pixels, or by their middles. */
    public RoiAlign halfPixel(boolean edges) {
        return new RoiAlign(size, mode, samplingRatio, spatialScale, edges);
    }

    @Override
    public Bound bind(Binding in) {
        Rois rois = Rois.of(in);
        RoiAlignOp op = new RoiAlignOp(in, this, rois);
        return Bound.of(rois.output(size), op, op.multiplyAdds());
    }
}
