package cnn.api.data;

import cnn.api.Shape;
import cnn.api.data.Target.Kind;
import java.util.List;

/** Pictures of files, each with the numbers of some targets. */
final class TargetPictures implements DataSet {
    private final Pictures pictures;
    private final List<Target> targets;
    /** The numbers of all targets of each file. */
    private final float[][] numbers;

    /**
     * Pictures with these targets.
     *
     * @param numbers those of all targets, for each file
     */
    TargetPictures(Pictures pictures, List<Target> targets, float[][] numbers) {
        LabelledPictures.requireAll(pictures, "targets", numbers.length);
        this.pictures = pictures;
        this.targets = List.copyOf(targets);
        this.numbers = numbers.clone();
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
        return hasClasses() ? targets.getFirst().names() : DataSet.super.classes();
    }

    @Override
    public int label(int index) {
        if (!hasClasses()) {
            return DataSet.super.label(index);
        }
        float[] own = numbers[pictures.file(index)];
        int label = 0;
        while (label < own.length && own[label] == 0) {
            label++;
        }
        return label;
    }

    private boolean hasClasses() {
        return targets.size() == 1 && targets.getFirst().kind() == Kind.CLASS;
    }

    @Override
    public void read(int index, Image target) {
        pictures.read(index, target);
    }

    @Override
    public String name(int index) {
        return pictures.name(index);
    }

    @Override
    public void close() {
        pictures.close();
    }
}
