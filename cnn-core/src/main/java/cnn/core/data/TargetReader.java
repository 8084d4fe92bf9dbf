package cnn.core.data;

import cnn.api.data.DataSet;
import cnn.api.data.Target;
import cnn.api.data.Target.Kind;
import cnn.core.text.Count;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the targets of a data set's images, and makes sure that they are what it says: the data set may be anybody's.
 * Belongs to one thread. Reading allocates nothing.
 */
public final class TargetReader {
    /** Probabilities that people write with two or three digits do not sum to 1 exactly. */
    private static final double SLACK = 1e-3;

    private final DataSet data;
    private final List<Target> targets;
    private final boolean labelled;
    private final float[] scratch;

    /** A reader of this data. */
    public TargetReader(DataSet data) {
        this.data = data;
        targets = data.targets();
        labelled = hasClasses(targets);
        scratch = new float[width(targets)];
    }

    /** Numbers of an example: those of all targets. */
    public static int width(List<Target> targets) {
        return targets.stream().mapToInt(Target::width).sum();
    }

    /** Whether all that is known of an image is its class, so that {@link DataSet#label} says it. */
    public static boolean hasClasses(List<Target> targets) {
        return targets.size() == 1 && targets.getFirst().kind() == Kind.CLASS;
    }

    /** Numbers of an example. */
    public int width() {
        return scratch.length;
    }

    /**
     * Writes an image's targets.
     *
     * @throws IllegalArgumentException naming the image, and what is wrong with its target
     * @throws IllegalStateException naming the image, where its targets cannot be read
     */
    public void read(int index, float[] into, int at) {
        if (labelled) {
            int label = CheckedData.told(data, index);
            if (label < 0 || label >= scratch.length) {
                throw CheckedData.wrongLabel(data, index, label);
            }
            Arrays.fill(into, at, at + scratch.length, 0);
            into[at + label] = 1;
            return;
        }
        Arrays.fill(scratch, Float.NaN);
        try { // not straight into the batch: what writes too far would change another example's
            data.readTargets(index, scratch, 0);
        } catch (RuntimeException e) {
            throw unreadable(index, e);
        }
        int from = 0;
        for (int i = 0; i < targets.size(); i++) {
            check(index, targets.get(i), from);
            from += targets.get(i).width();
        }
        System.arraycopy(scratch, 0, into, at, scratch.length);
    }

    private void check(int index, Target target, int from) {
        int width = target.width();
        double sum = 0;
        for (int i = 0; i < width; i++) {
            float value = scratch[from + i];
            boolean right = switch (target.kind()) {
                case CLASS, LABELS -> value == 0 || value == 1;
                case SOFT_LABEL -> value >= 0 && value <= 1;
                case NUMBERS -> Float.isFinite(value);
            };
            if (!right) {
                throw wrong(index, target, i, value);
            }
            sum += value;
        }
        if (target.kind().isOfClasses() && Math.abs(sum - 1) > (target.kind() == Kind.CLASS ? 0 : SLACK)) {
            throw wrongSum(index, target, sum);
        }
    }

    private IllegalArgumentException wrong(int index, Target target, int number, float value) {
        String given = image(index) + " has " + value + " for the " + target.kind().noun() + " '"
                + target.names().get(number) + "'" + of(target);
        if (!Float.isFinite(value)) {
            return new IllegalArgumentException(given + ", or readTargets leaves it unset. Let the data set's "
                    + "readTargets fill every target with finite numbers.");
        }
        return new IllegalArgumentException(given + switch (target.kind()) {
            case CLASS -> ", but the number of a class is 1 for the image's own and 0 for the others. Mend the data "
                    + "set's readTargets, or describe the target as a soft label.";
            case LABELS -> ", but a label is 1 where the image has it, else 0. Mend the data set's readTargets, or "
                    + "describe the target as numbers.";
            default -> ", but a probability is from 0 to 1. Mend the data set's readTargets, or describe the target as "
                    + "numbers.";
        });
    }

    private IllegalArgumentException wrongSum(int index, Target target, double sum) {
        return new IllegalArgumentException(image(index) + (target.kind() == Kind.CLASS
                ? " has " + (int) sum + " classes" + of(target) + ", but one is expected. Mend the data set's "
                        + "readTargets, or describe the target as several labels."
                : " has probabilities that sum to " + (float) sum + of(target) + ", but those of a soft label sum to "
                        + "1. Divide them by their sum, or describe the target as several labels."));
    }

    private IllegalStateException unreadable(int index, RuntimeException cause) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new IllegalStateException("The targets of image " + index + " ('" + data.name(index)
                + "') cannot be read: " + reason + (reason.endsWith(".") ? "" : ".")
                + " Mend the data set's readTargets, which has room for "
                + Count.of(scratch.length, "number") + ", or leave the image out.", cause);
    }

    private String image(int index) {
        return "Image " + index + " ('" + data.name(index) + "')";
    }

    private String of(Target target) {
        return targets.size() == 1 ? "" : " of the target '" + target.name() + "'";
    }
}
