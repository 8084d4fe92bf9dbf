package cnn.core.data;

import cnn.api.data.DataSet;
import java.util.Objects;

/** Some images of a data set, in an order of their own. */
public final class Subset extends DataSetView {
    private final int[] indices;

    /** The images with these indices. */
    public Subset(DataSet all, int... indices) {
        super(all);
        this.indices = indices.clone();
        for (int index : indices) {
            Objects.checkIndex(index, all.size());
        }
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    protected int original(int index) {
        return indices[index];
    }
}
