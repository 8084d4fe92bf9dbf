package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.image.Channels;
import cnn.core.image.Resampling;
import java.util.List;

/** A data set seen with another height, width or number of channels (1 or 3); each image is changed when it is read. */
public final class Resized implements DataSet {
    private final DataSet data;
    private final Shape shape;
    private final Resampling resampling;
    private final ThreadLocal<Scratch> scratch;

    private record Scratch(Image original, Image resized, float[] floats) {
    }

    private Resized(DataSet data, Shape shape) {
        this.data = data;
        this.shape = shape;
        this.resampling = new Resampling(data.shape(), shape.height(), shape.width());
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(Image.of(data.shape()),
                Image.of(resampling.output()), new float[resampling.scratch()]));
    }

    /**
     * The data set with images of this shape: itself where they have it already.
     *
     * @throws IllegalArgumentException where the channels cannot be converted
     */
    public static DataSet of(DataSet data, Shape shape) {
        if (data.shape().equals(shape)) {
            return data;
        }
        if (!data.shape().isImage() || !shape.isImage()) {
            throw new IllegalArgumentException("Images of shape " + data.shape() + " cannot be resized to " + shape
                    + ". Use a shape (height, width, channels).");
        }
        Channels.check(data.shape().channels(), shape.channels());
        return new Resized(data, shape);
    }

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public List<String> classes() {
        return data.classes();
    }

    @Override
    public int label(int index) {
        return data.label(index);
    }

    @Override
    public void read(int index, Image target) {
        Scratch own = scratch.get();
        data.read(index, own.original);
        if (resampling.output().equals(data.shape())) {
            Channels.convert(own.original, target);
            return;
        }
        resampling.apply(own.original.pixels(), own.resized.pixels(), own.floats);
        Channels.convert(own.resized, target);
    }

    @Override
    public String name(int index) {
        return data.name(index);
    }
}
