package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.OriginalSizes;
import cnn.api.data.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Several data sets of one shape and the same targets, one after the other, as one. */
public final class Pooled implements DataSet {
    private final DataSet[] parts;
    /** Where each part ends. */
    private final int[] ends;

    private Pooled(DataSet[] parts, int[] ends) {
        this.parts = parts;
        this.ends = ends;
    }

    /**
     * These data sets as one: itself where there is one.
     *
     * @throws IllegalArgumentException where they differ in shape or targets
     */
    public static DataSet of(List<DataSet> sets) {
        if (sets.isEmpty()) {
            throw new IllegalArgumentException("There are no data sets to pool. Give at least one.");
        }
        DataSet first = sets.getFirst();
        if (sets.size() == 1) {
            return first;
        }
        List<Integer> ends = new ArrayList<>();
        long size = 0;
        for (DataSet set : sets) {
            if (!set.shape().equals(first.shape()) || !set.targets().equals(first.targets())) {
                throw new IllegalArgumentException("Data sets can be pooled where they agree in shape and targets, but "
                        + "were given " + first.shape() + " with " + TargetText.of(first.targets()) + " and "
                        + set.shape() + " with " + TargetText.of(set.targets()) + ". Resize or relabel them first.");
            }
            size += set.size();
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("The data sets have more than " + Integer.MAX_VALUE
                        + " images together. Pool fewer.");
            }
            ends.add((int) size);
        }
        return new Pooled(sets.toArray(DataSet[]::new), ends.stream().mapToInt(Integer::intValue).toArray());
    }

    private int part(int index) {
        Objects.checkIndex(index, size());
        int part = 0;
        while (index >= ends[part]) {
            part++;
        }
        return part;
    }

    private int within(int index, int part) {
        return part == 0 ? index : index - ends[part - 1];
    }

    @Override
    public int size() {
        return ends[ends.length - 1];
    }

    @Override
    public Shape shape() {
        return parts[0].shape();
    }

    @Override
    public List<String> classes() {
        return parts[0].classes();
    }

    @Override
    public int label(int index) {
        int part = part(index);
        return parts[part].label(within(index, part));
    }

    @Override
    public List<Target> targets() {
        return parts[0].targets();
    }

    @Override
    public void readTargets(int index, float[] into, int at) {
        int part = part(index);
        parts[part].readTargets(within(index, part), into, at);
    }

    @Override
    public void read(int index, Image target) {
        int part = part(index);
        parts[part].read(within(index, part), target);
    }

    @Override
    public String name(int index) {
        int part = part(index);
        return parts[part].name(within(index, part));
    }

    @Override
    public List<OriginalSizes> originalSizes() {
        return Arrays.stream(parts).flatMap(part -> part.originalSizes().stream()).distinct().toList();
    }

    @Override
    public void close() {
        for (DataSet part : parts) {
            part.close();
        }
    }
}
