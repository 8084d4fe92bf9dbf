package cnn.core.data;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.pictures.CacheException;
import cnn.core.text.Count;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a data set must keep to, whoever wrote it: an application's or a plug-in's may err. */
public final class CheckedData {
    private CheckedData() {
    }

    /**
     * Checks all that can be known without reading images: size, shape, the names of classes, labels and
     * numbers, and every target.
     *
     * @param part what the images are for, for the message: {@code training}
     * @throws IllegalArgumentException naming the image and what is wrong with it
     */
    public static void check(@Nullable DataSet data, String part) {
        if (data == null) {
            throw new IllegalArgumentException("The data source gives null for its " + part
                    + " images. Give a data set.");
        }
        int size = data.size();
        if (size < 0) {
            throw new IllegalArgumentException("The " + part + " data says that it has " + size
                    + " images. A data set's size is 0 or more.");
        }
        if (data.shape() == null || !data.shape().isImage()) {
            throw new IllegalArgumentException("The " + part + " data has images of shape " + data.shape()
                    + ". A data set's shape is (height, width, channels): use Shape.image.");
        }
        checkTargets(data.targets(), "the " + part + " data");
        TargetReader targets = new TargetReader(data);
        float[] numbers = new float[targets.width()];
        for (int i = 0; i < size; i++) {
            targets.read(i, numbers, 0);
            if (name(data, i) == null) {
                throw new IllegalArgumentException("Image " + i + " of the " + part
                        + " data has no name (null). Give it one, or leave name() as it is inherited.");
            }
        }
        if (size > 0) {
            read(data, 0, Image.of(data.shape()));
        }
        if (data.size() != size) {
            throw new IllegalArgumentException(
                    "The " + part + " data said that it has " + Count.of(size, "image") + ", and now "
                            + data.size() + ". A data set must not change its size.");
        }
    }

    private static void checkTargets(@Nullable List<Target> targets, String source) {
        if (targets == null || targets.isEmpty()) {
            throw new IllegalArgumentException("There are no targets in " + source
                    + ", so that nothing can be learnt. Let targets() describe at least one.");
        }
        Set<String> names = new HashSet<>();
        for (Target target : targets) {
            boolean only = targets.size() == 1;
            if (target == null || !only && (target.name().isBlank() || !names.add(target.name()))) {
                throw new IllegalArgumentException("The targets in " + source + " are " + targets
                        + ". Give each a description, and where there are several a name of its own.");
            }
            ClassNames.check(target.names(), target.kind(), only
                    ? source
                    : "the target '" + target.name() + "' of " + source);
        }
    }

    /**
     * Checks that two parts of one source have the same targets, their names in the same order.
     *
     * @param part what the other images are for
     */
    public static void alike(DataSet train, DataSet other, String part) {
        List<Target> here = other.targets();
        List<Target> there = train.targets();
        boolean classes = TargetReader.hasClasses(here) && TargetReader.hasClasses(there);
        if (here.equals(there) || classes && here.getFirst().names().equals(there.getFirst().names())) {
            return;
        }
        if (!classes) {
            throw new IllegalArgumentException("The " + part + " data has " + TargetText.of(here)
                    + ", and the training data " + TargetText.of(there)
                    + ". Both must have the same targets, with the same names in the same order.");
        }
        boolean order = there.getFirst().width() == here.getFirst().width()
                && there.getFirst().names().containsAll(here.getFirst().names());
        throw new IllegalArgumentException("The " + part + " data has " + TargetText.of(here)
                + ", and the training data " + ClassNames.few(there.getFirst().names())
                + (order ? ", in another order" : "")
                + ". Both must have the same classes in the same order, since labels are their numbers.");
    }

    /**
     * Checks that a data set's images have a class each, for what makes sense of classes alone.
     *
     * @param who what asks, for the message: {@code relabel}
     */
    public static void requireClasses(DataSet data, String who) {
        List<Target> targets = data.targets();
        if (!TargetReader.hasClasses(targets)) {
            throw new IllegalArgumentException(who + " needs data whose images have a class each, but this has "
                    + TargetText.of(targets) + ". Leave it out, or use data with classes.");
        }
    }

    /**
     * An image's class.
     *
     * @throws IllegalArgumentException naming the image, where it is none of the data's classes
     */
    public static int label(DataSet data, int index) {
        int label = told(data, index);
        if (label < 0 || label >= data.classes().size()) {
            throw wrongLabel(data, index, label);
        }
        return label;
    }

    static int told(DataSet data, int index) {
        try {
            return data.label(index);
        } catch (RuntimeException e) {
            throw failed(data, index, "label", "has no label that can be told", e);
        }
    }

    private static @Nullable String name(DataSet data, int index) {
        try {
            return data.name(index);
        } catch (RuntimeException e) {
            throw failed(data, index, "name", "has no name that can be told", e);
        }
    }

    /** Every image's class, asked once. */
    public static int[] labels(DataSet data) {
        int[] labels = new int[data.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = label(data, i);
        }
        return labels;
    }

    /**
     * An image's class, which must be what it was.
     *
     * @param before what it was when the data was opened
     */
    public static int sameLabel(DataSet data, int index, int before) {
        int label = told(data, index);
        if (label != before) {
            label(data, index); // what is no class at all is told as that
            throw new IllegalArgumentException("Image " + index + " ('" + data.name(index) + "') has the label " + label
                    + " now, and had " + before + " when the data was opened. Let the data set's label give the same "
                    + "each time; what is labelled anew is opened anew.");
        }
        return label;
    }

    /**
     * Reads an image, and makes sure that it was read: wholly, and as numbers.
     *
     * @param target overwritten
     * @throws IllegalArgumentException naming the image
     */
    public static void read(DataSet data, int index, Image target) {
        Arrays.fill(target.pixels(), Float.NaN);
        try {
            data.read(index, target);
        } catch (RuntimeException e) {
            throw unreadable(data, index, e);
        }
        if (!areFinite(target.pixels(), 0, target.pixels().length)) {
            throw notFinite(data, index);
        }
    }

    /** Whether none of these is NaN or infinite. A pass over bits alone, which costs a tenth of reading an image. */
    public static boolean areFinite(float[] numbers, int from, int length) {
        int bits = 0;
        for (int i = from; i < from + length; i++) {
            // negative where the exponent has all its bits
            bits |= 0x7F7F_FFFF - (Float.floatToRawIntBits(numbers[i]) & 0x7FFF_FFFF);
        }
        return bits >= 0;
    }

    /** What to say where an image was not read wholly, or not as numbers. */
    public static IllegalArgumentException notFinite(DataSet data, int index) {
        return new IllegalArgumentException("Image " + index + " ('" + data.name(index)
                + "') has pixels that are no numbers (NaN or infinite), or that read() leaves unset. Let the data "
                + "set's read fill every pixel with a number in [0, 1].");
    }

    /** What to say where reading an image fails. */
    public static IllegalStateException unreadable(DataSet data, int index, RuntimeException cause) {
        if (cause instanceof CacheException said) {
            return said; // which file, and the cure, which is none of the data set's
        }
        return failed(data, index, "read", "cannot be read", cause);
    }

    private static IllegalStateException failed(DataSet data, int index, String method, String what,
            RuntimeException cause) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new IllegalStateException("Image " + index + " (" + quoted(data, index) + ") " + what + ": " + reason
                + (reason.endsWith(".") ? "" : ".") + " Mend the data set's " + method + ", or leave the image out.",
                cause);
    }

    /** A data set that fails in one method may fail in its names as well. */
    private static String quoted(DataSet data, int index) {
        try {
            return "'" + data.name(index) + "'";
        } catch (RuntimeException e) {
            return "whose name cannot be told either";
        }
    }

    static IllegalArgumentException wrongLabel(DataSet data, int index, int label) {
        int classes = data.classes().size();
        return new IllegalArgumentException("Image " + index + " ('" + data.name(index) + "') has the label " + label
                + ", but there " + Count.are(classes, "class") + " (" + ClassNames.few(data.classes())
                + "), numbered from 0" + (classes > 1 ? " to " + (classes - 1) : "")
                + ". Mend the data set's label or classes.");
    }
}
