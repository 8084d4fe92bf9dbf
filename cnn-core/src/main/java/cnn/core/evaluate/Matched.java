package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.core.evaluate.Evaluation.Matching;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The classes of some data as a model numbers them.
 *
 * @param labels the model's class of each image
 * @param matching how that was told
 */
record Matched(int[] labels, Matching matching) {
    /** One rule for all classes: each by its name, or each by its number; else there is no telling. */
    static Matched of(DataSet images, int[] labels, List<String> classes, Consumer<String> notes) {
        List<String> own = images.classes();
        if (own.equals(classes)) {
            return new Matched(labels, Matching.NAME);
        }
        int[] numbers = own.stream().mapToInt(name -> number(name, classes)).toArray();
        boolean numbered = IntStream.range(0, own.size()).allMatch(c -> own.get(c).equals(Integer.toString(c)));
        int stranger = stranger(labels, numbers, numbered);
        if (stranger < 0) {
            return new Matched(IntStream.of(labels).map(label -> numbers[label]).toArray(), Matching.NAME);
        }
        if (numbered && own.size() <= classes.size() && classes.stream().noneMatch(name -> name.matches("-?\\d+"))) {
            List<String> taken = new ArrayList<>();
            own.forEach(number -> taken.add(number + " = " + classes.get(taken.size())));
            notes.accept("The data only numbers its classes: they are taken for the model's in order, "
                    + String.join(", ", taken) + ".");
            return new Matched(labels, Matching.NUMBER);
        }
        throw new IllegalArgumentException("The data has images of class '" + own.get(stranger) + "'"
                + example(images, labels, stranger) + ", which the model does not know. The data's classes: "
                + String.join(", ", own) + ". The model's: " + String.join(", ", classes)
                + ". Give the data the model's names, with relabel or the source's classes, or leave that class out.");
    }

    /** Which of the model's classes has a name: macOS and Linux write one text in different characters. */
    private static int number(String name, List<String> classes) {
        int same = classes.indexOf(name);
        return same >= 0 ? same : classes.stream().map(Matched::composed).toList().indexOf(composed(name));
    }

    private static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** A class that the model does not know: of numbers any, since names that are no names prove nothing; else -1. */
    private static int stranger(int[] labels, int[] numbers, boolean numbered) {
        for (int c = 0; numbered && c < numbers.length; c++) {
            if (numbers[c] < 0) {
                return c;
            }
        }
        return IntStream.of(labels).filter(label -> numbers[label] < 0).findFirst().orElse(-1);
    }

    private static String example(DataSet images, int[] labels, int c) {
        return IntStream.range(0, labels.length).filter(i -> labels[i] == c).mapToObj(images::name).findFirst()
                .map(name -> " (" + name + ")").orElse("");
    }
}
