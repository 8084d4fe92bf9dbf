package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Resize;
import cnn.core.image.Fitting;

/** A data set seen with another height, width or number of channels (1 or 3); each image is changed when it is read. */
public final class Resized extends DataSetView {
    private final Shape shape;
    private final Fitting fitting;
    private final ThreadLocal<Scratch> scratch;

    private record Scratch(Image original, float[] floats) {
    }

    private Resized(DataSet data, Shape shape, Resize resize) {
        super(data);
        this.shape = shape;
        this.fitting = Fitting.of(data.shape(), shape, resize);
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(Image.of(data.shape()), new float[fitting.scratch()]));
    }

    /** The data set with images of this shape, stretched where they are resized; see {@link #of(DataSet, Shape, Resize)}. */
    public static DataSet of(DataSet data, Shape shape) {
        return of(data, shape, Resize.STRETCH);
    }

    /**
     * The data set with images of this shape: itself where they have it already.
     *
     * @throws IllegalArgumentException where the channels cannot be converted
     */
    public static DataSet of(DataSet data, Shape shape, Resize resize) {
        if (data.shape().equals(shape)) {
            return data;
        }
        if (!data.shape().isImage() || !shape.isImage()) {
            throw new IllegalArgumentException("Images of shape " + data.shape() + " cannot be resized to " + shape
                    + ". Use a shape (height, width, channels).");
        }
        return new Resized(data, shape, resize);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void read(int index, Image target) {
        Scratch own = scratch.get();
        images().read(index, own.original);
        fitting.apply(own.original, target, own.floats);
    }
}
