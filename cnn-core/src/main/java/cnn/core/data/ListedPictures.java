package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.pictures.Pictures;
import java.util.List;

/** Pictures of files that are listed with their targets. */
final class ListedPictures implements DataSet {
    private final List<Target> targets;
    /** The numbers of all targets of each listed file. */
    private final float[][] numbers;
    private final List<String> names;
    private final Pictures pictures;

    ListedPictures(List<Target> targets, float[][] numbers, List<String> names, Pictures pictures) {
        this.targets = List.copyOf(targets);
        this.numbers = numbers;
        this.names = names;
        this.pictures = pictures;
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public Shape shape() {
        return pictures.shape();
    }

    @Override
    public List<Target> targets() {
        return targets;
    }

    @Override
    public void readTargets(int index, float[] into, int at) {
        float[] own = numbers[pictures.file(index)];
        System.arraycopy(own, 0, into, at, own.length);
    }

    @Override
    public List<String> classes() {
        return TargetReader.hasClasses(targets) ? targets.getFirst().names() : DataSet.super.classes();
    }

    @Override
    public int label(int index) {
        if (!TargetReader.hasClasses(targets)) {
            return DataSet.super.label(index);
        }
        float[] own = numbers[pictures.file(index)];
        int label = 0;
        while (own[label] == 0) {
            label++;
        }
        return label;
    }

    @Override
    public void read(int index, Image target) {
        pictures.read(index, target);
    }

    @Override
    public String name(int index) {
        return names.get(pictures.file(index));
    }

    @Override
    public void close() {
        pictures.close();
    }
}
