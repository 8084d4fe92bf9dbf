package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.OriginalSizes;
import cnn.api.data.Target;
import java.util.List;

/**
 * Another data set's images, seen otherwise: what a view does not say itself is as it is there. Closing the view closes
 * them.
 */
public abstract class DataSetView implements DataSet {
    private final DataSet images;

    /** A view of these images. */
    protected DataSetView(DataSet images) {
        this.images = images;
    }

    /** The images that are seen. */
    protected final DataSet images() {
        return images;
    }

    /** Which of these is seen at an index. */
    protected int original(int index) {
        return index;
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public Shape shape() {
        return images.shape();
    }

    @Override
    public List<String> classes() {
        return images.classes();
    }

    @Override
    public int label(int index) {
        return images.label(original(index));
    }

    @Override
    public List<Target> targets() {
        return images.targets();
    }

    @Override
    public void readTargets(int index, float[] into, int at) {
        images.readTargets(original(index), into, at);
    }

    @Override
    public void read(int index, Image target) {
        images.read(original(index), target);
    }

    @Override
    public String name(int index) {
        return images.name(original(index));
    }

    @Override
    public List<OriginalSizes> originalSizes() {
        return images.originalSizes();
    }

    @Override
    public void close() {
        images.close();
    }
}
