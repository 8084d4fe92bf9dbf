package cnn.core.artifact;

import cnn.core.model.Prediction;
import cnn.core.text.Echo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that a model answered on a picture, as numbers.
 *
 * @param names of the numbers
 * @param numbers in the order of the model's outputs and their names
 */
record Answers(List<String> names, List<Double> numbers) {
    /** Sums in another order, as of another version's kernels, differ by less; another answer by more. */
    private static final double TOLERANCE = 1e-4;

    static Answers of(Prediction prediction) {
        List<String> names = new ArrayList<>();
        List<Double> numbers = new ArrayList<>();
        if (prediction.outputs().isEmpty()) {
            add(prediction.values(), "", names, numbers);
        }
        prediction.outputs().forEach((output, part) -> add(part.values(), output + "/", names, numbers));
        return new Answers(names, numbers);
    }

    private static void add(Map<String, Double> values, String before, List<String> names, List<Double> numbers) {
        values.forEach((name, number) -> {
            names.add(before + name);
            numbers.add(number);
        });
    }

    /** Where an answer differs most, in words; empty where it is the same but for rounding. */
    String difference(List<Double> expected) {
        if (expected.size() != numbers.size()) {
            return "it is answered with " + numbers.size() + " numbers and should be with " + expected.size();
        }
        int worst = -1;
        double most = TOLERANCE;
        for (int i = 0; i < numbers.size(); i++) {
            double apart = Math.abs(numbers.get(i) - expected.get(i)) / Math.max(1, Math.abs(expected.get(i)));
            if (!(apart <= most)) {
                worst = i;
                most = apart;
            }
        }
        return worst < 0
                ? ""
                : String.format(Locale.ROOT, "%s gets %.6f and should get %.6f", Echo.of(names.get(worst)),
                        numbers.get(worst),
                        expected.get(worst));
    }
}
