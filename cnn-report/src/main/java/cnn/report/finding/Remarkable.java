package cnn.report.finding;

import cnn.core.evaluate.Answers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Images at which to look first. */
public final class Remarkable {
    private Remarkable() {
    }

    /** Mistakes, those first that held the right class for least probable. */
    public static List<Integer> mistakes(Answers answers) {
        return sorted(answers, true, Comparator.comparingDouble(answers::actualProbability));
    }

    /** Images between two classes, right or wrong: those first whose two most probable classes are closest. */
    public static List<Integer> leastSure(Answers answers) {
        return answers.ranks() < 2
                ? List.of()
                : sorted(answers, false,
                        Comparator
                                .comparingDouble(image -> answers.probability(image) - answers.probability(image, 1)));
    }

    private static List<Integer> sorted(Answers answers, boolean wrong, Comparator<Integer> order) {
        return IntStream.range(0, answers.size()).filter(image -> !wrong || !answers.correct(image)).boxed()
                .sorted(order.thenComparing(Comparator.naturalOrder())).toList();
    }
}
