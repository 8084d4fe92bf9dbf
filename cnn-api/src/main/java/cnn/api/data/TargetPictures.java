package cnn.api.data;

import cnn.api.data.Target.Kind;
import java.util.List;

/** Pictures of files, each with the numbers of some targets. */
final class TargetPictures extends PictureSet {
    private final List<Target> targets;
    /** The numbers of all targets of each file. */
    private final float[][] numbers;

    /**
     * Pictures with these targets.
     *
     * @param numbers those of all targets, for each file
     */
    TargetPictures(Pictures pictures, List<Target> targets, float[][] numbers) {
        super(pictures, "targets", numbers.length);
        this.targets = List.copyOf(targets);
        this.numbers = numbers.clone();
    }

    @Override
    public List<Target> targets() {
        return targets;
    }

    @Override
    public void readTargets(int index, float[] into, int at) {
        float[] own = numbers[file(index)];
        System.arraycopy(own, 0, into, at, own.length);
    }

    @Override
    public List<String> classes() {
        return hasClasses() ? targets.getFirst().names() : super.classes();
    }

    @Override
    public int label(int index) {
        if (!hasClasses()) {
            return super.label(index);
        }
        float[] own = numbers[file(index)];
        int label = 0;
        while (label < own.length && own[label] == 0) {
            label++;
        }
        return label;
    }

    private boolean hasClasses() {
        return targets.size() == 1 && targets.getFirst().kind() == Kind.CLASS;
    }
}
