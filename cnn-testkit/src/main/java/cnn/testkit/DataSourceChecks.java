package cnn.testkit;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.api.data.Target.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** The clauses of {@link DataSourceContract}. */
final class DataSourceChecks {
    static final List<Check<DataSourceCase>> ALL = List.of(
            new Check<>("is a record with an id", one -> ComponentChecks.check(one.subject(), one.source())),
            new Check<>("opens, with images to learn from", DataSourceChecks::opens),
            new Check<>("describes its targets, the same in all parts", DataSourceChecks::describesTargets),
            new Check<>("gives every image the targets that it describes", DataSourceChecks::givesTargets),
            new Check<>("reads every pixel, with values in [0, 1]", DataSourceChecks::readsImages),
            new Check<>("gives the same bits whenever it is opened and read", DataSourceChecks::repeats),
            new Check<>("may be read by several threads", DataSourceChecks::servesSeveralThreads),
            new Check<>("may be closed twice", DataSourceChecks::closesTwice));

    /** Reading all images of a large set would take long; these are spread over it. */
    private static final int SAMPLE = 64;

    private DataSourceChecks() {
    }

    static void opens(DataSourceCase one) {
        one.open(parts -> {
            DataSet train = parts.get("training");
            if (train.size() < 1) {
                throw one.subject().wrong("it has " + train.size() + " images to learn from",
                        "Give at least one, or throw "
                                + "an IllegalArgumentException that says why there is none and how to mend it");
            }
            parts.forEach((name, data) -> {
                if (data.shape() == null || !data.shape().isImage()) {
                    throw one.subject().wrong("its " + name + " images have the shape " + data.shape(),
                            "Give height, width and channels: use Shape.image");
                }
                for (int i : sample(data)) {
                    if (data.name(i) == null || data.name(i).isBlank()) {
                        throw one.subject().wrong("image " + i + " of its " + name + " part has no name",
                                "Give the file's name, or leave name as it is inherited");
                    }
                }
            });
        });
    }

    private static int[] sample(DataSet data) {
        int count = Math.min(SAMPLE, data.size());
        int[] indices = new int[count];
        Arrays.setAll(indices, i -> (int) ((long) i * data.size() / count));
        return indices;
    }

    static void describesTargets(DataSourceCase one) {
        one.open(parts -> {
            List<Target> targets = parts.get("training").targets();
            if (targets == null || targets.isEmpty()) {
                throw one.subject().wrong("targets gives " + targets, "Describe at least one target");
            }
            HashSet<String> names = new HashSet<>();
            for (Target target : targets) {
                boolean named = target.names().stream().noneMatch(name -> name == null || name.isBlank())
                        && new HashSet<>(target.names()).size() == target.width() && target.width() > 0;
                if (!named || !names.add(target.name())) {
                    throw one.subject().wrong("it describes the target " + target,
                            "Give each class, label or number a name "
                                    + "of its own, and each of several targets too");
                }
            }
            parts.forEach((name, data) -> {
                if (!data.targets().equals(targets)) {
                    throw one.subject().wrong("its " + name + " part has the targets " + data.targets()
                            + " but its training part " + targets, "Give all parts the same, in the same order");
                }
            });
        });
    }

    static void givesTargets(DataSourceCase one) {
        one.open(parts -> parts.forEach((part, data) -> {
            for (int i = 0; i < data.size(); i++) {
                float[] numbers = targets(one, data, i);
                int at = 0;
                for (Target target : data.targets()) {
                    String problem = problem(target, numbers, at);
                    if (problem != null) {
                        throw one.subject().wrong("image " + i + " of its " + part + " part has " + problem,
                                "Let readTargets write what the target's kind says, and nothing beside it");
                    }
                    at += target.width();
                }
            }
        }));
    }

    private static int width(DataSet data) {
        return data.targets().stream().mapToInt(Target::width).sum();
    }

    /** An image's targets, read into the middle of an array. */
    private static float[] targets(DataSourceCase one, DataSet data, int index) {
        int width = width(data);
        float[] room = new float[width + 2];
        Arrays.fill(room, Float.NaN);
        data.readTargets(index, room, 1);
        if (!Float.isNaN(room[0]) || !Float.isNaN(room[width + 1])) {
            throw one.subject().wrong("readTargets writes beside the " + width + " numbers of image " + index,
                    "Begin at the index that it is given, and write as many numbers as the targets are wide");
        }
        return Arrays.copyOfRange(room, 1, width + 1);
    }

    private static String problem(Target target, float[] numbers, int at) {
        double sum = 0;
        for (int i = at; i < at + target.width(); i++) {
            float number = numbers[i];
            boolean right = switch (target.kind()) {
                case CLASS, LABELS -> number == 0 || number == 1;
                case SOFT_LABEL -> number >= 0 && number <= 1;
                case NUMBERS -> Float.isFinite(number);
            };
            if (!right) {
                return number + " for the " + target.kind().noun() + " '" + target.names().get(i - at)
                        + "' of a target of "
                        + target.kind().words();
            }
            sum += number;
        }
        return target.kind().isOfClasses() && Math.abs(sum - 1) > (target.kind() == Kind.CLASS ? 0 : 1e-3)
                ? "a target of " + target.kind().words() + " whose numbers sum to " + sum
                : null;
    }

    static void readsImages(DataSourceCase one) {
        one.open(parts -> parts.forEach((part, data) -> {
            for (int index : sample(data)) {
                float[] pixels = pixels(data, index);
                for (int i = 0; i < pixels.length; i++) {
                    if (!(pixels[i] >= 0 && pixels[i] <= 1)) {
                        throw one.subject().wrong("pixel " + Guarded.position(i, data.shape()) + " of image " + index
                                + " of its " + part + " part is " + pixels[i] + ", or was left unwritten",
                                "Overwrite every pixel with a number in [0, 1]");
                    }
                }
            }
        }));
    }

    private static float[] pixels(DataSet data, int index) {
        Image image = Image.of(data.shape());
        Arrays.fill(image.pixels(), Float.NaN);
        data.read(index, image);
        return image.pixels();
    }

    static void repeats(DataSourceCase one) {
        one.open(parts -> one.open(again -> parts.forEach((part, data) -> {
            DataSet other = again.get(part);
            if (other == null || other.size() != data.size()) {
                throw one.subject().wrong("its " + part + " part is another when it is opened again",
                        "Let all chance come from the request's seed");
            }
            for (int index : sample(data)) {
                float[] first = pixels(data, index);
                if (!Arrays.equals(first, pixels(data, index)) || !Arrays.equals(first, pixels(other, index))
                        || !Arrays.equals(targets(one, data, index), targets(one, other, index))
                        || !data.name(index).equals(other.name(index))) {
                    throw one.subject().wrong("image " + index + " of its " + part + " part is another when it is read "
                            + "or opened again",
                            "Let all chance come from the request's seed and the image's number, and "
                                    + "the order of files from their names");
                }
            }
        })));
    }

    static void servesSeveralThreads(DataSourceCase one) {
        one.open(parts -> {
            DataSet data = parts.get("training");
            int[] sample = sample(data);
            Crowd.check(one.subject(), 4, 8, (thread, round) -> pixels(data, sample[thread % sample.length]),
                    Arrays::equals, "Images are read by all threads at once: keep nothing in static or shared buffers");
        });
    }

    static void closesTwice(DataSourceCase one) {
        one.open(parts -> parts.values().forEach(data -> {
            try {
                data.close();
                data.close();
            } catch (RuntimeException e) {
                throw one.subject().wrong("closing its images again fails with " + e, "Let close do nothing the second "
                        + "time");
            }
        }));
    }
}
