package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.api.data.Target;
import cnn.api.data.Target.Kind;
import cnn.core.data.TargetReader;
import cnn.core.data.TargetText;
import java.util.List;

/** One of a data set's targets: the one that a model's output is compared with. Belongs to one thread. */
final class TargetSlice {
    private final TargetReader reader;
    private final float[] all;
    private final int from;
    private final int width;

    private TargetSlice(DataSet data, int from, int width) {
        this.from = from;
        this.width = width;
        reader = new TargetReader(data);
        all = new float[reader.width()];
    }

    /**
     * The target that a model's output means: the data's only one, or the one of its name.
     *
     * @throws IllegalArgumentException where the data has none with the same names in the same order
     */
    static TargetSlice of(DataSet data, Target wanted) {
        List<Target> targets = data.targets();
        int at = 0;
        for (Target target : targets) {
            if ((targets.size() == 1 || target.name().equals(wanted.name())) && target.names().equals(wanted.names())
                    && isAlike(target.kind(), wanted.kind())) {
                return new TargetSlice(data, at, target.width());
            }
            at += target.width();
        }
        throw new IllegalArgumentException("The model answers with " + TargetText.of(wanted) + ", but the data has "
                + TargetText.of(targets) + ". Give data with what the model answers, under the same names and in the "
                + "same order.");
    }

    /** A class is a soft label without doubt. */
    private static boolean isAlike(Kind one, Kind other) {
        return one == other || one.isOfClasses() && other.isOfClasses();
    }

    /** Writes an image's target. */
    void read(int index, float[] into, int at) {
        reader.read(index, all, 0);
        System.arraycopy(all, from, into, at, width);
    }

    /** The most probable class of each image, the first of equal ones. */
    int[] labels(int images) {
        int[] labels = new int[images];
        for (int i = 0; i < images; i++) {
            reader.read(i, all, 0);
            for (int c = 1; c < width; c++) {
                labels[i] = all[from + c] > all[from + labels[i]] ? c : labels[i];
            }
        }
        return labels;
    }
}
