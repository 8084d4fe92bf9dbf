package cnn.core.model;

import cnn.api.data.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model's answer for one image. What it holds depends on the model's target: for classes, {@link #label} and the
 * {@link #ranking}; for several labels, {@link #labels}; for numbers, {@link #values}. A model with several outputs gives
 * an answer for each: {@link #output}. Immutable.
 */
public final class Prediction {
    /** Null where there are several outputs. */
    private final @Nullable Target target;
    private final float[] numbers;
    /** The answer of each output; empty where there is one. */
    private final Map<String, Prediction> parts;
    private volatile @Nullable List<Candidate> ranking;

    private Prediction(@Nullable Target target, float[] numbers, Map<String, Prediction> parts) {
        this.target = target;
        this.numbers = numbers;
        this.parts = parts;
    }

    /**
     * An answer.
     *
     * @param target what the numbers are
     * @param numbers one for each name of the target; copied from {@code at} on
     */
    public static Prediction of(Target target, float[] numbers, int at) {
        return new Prediction(target, Arrays.copyOfRange(numbers, at, at + target.width()), Map.of());
    }

    /** The answer of a model with these outputs, whose numbers are one after the other from {@code at} on. */
    static Prediction of(List<Output> outputs, float[] numbers, int at) {
        if (outputs.size() == 1) {
            return of(outputs.getFirst().target(), numbers, at);
        }
        Map<String, Prediction> parts = new LinkedHashMap<>();
        int from = at;
        for (Output output : outputs) {
            parts.put(output.name(), of(output.target(), numbers, from));
            from += output.target().width();
        }
        return new Prediction(null, new float[0], Collections.unmodifiableMap(parts));
    }

    /**
     * A class or label and its probability.
     *
     * @param label the class or label
     * @param probability in [0, 1]
     */
    public record Candidate(String label, double probability) {
    }

    /**
     * What was answered: a class, several labels or numbers.
     *
     * @throws IllegalStateException where the model has several outputs, as all that follows
     */
    public Target target() {
        if (target == null) {
            throw new IllegalStateException("The model has the outputs " + String.join(", ", parts.keySet())
                    + ", each with an answer of its own. Ask for output(name) first.");
        }
        return target;
    }

    /**
     * The answer of one of the model's several outputs.
     *
     * @throws IllegalArgumentException where it has none of that name
     */
    public Prediction output(String name) {
        Prediction part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("The model has no output '" + name + "', " + (parts.isEmpty()
                    ? "but one alone. Ask the answer itself."
                    : "only " + String.join(", ", parts.keySet()) + ". Ask for one of these."));
        }
        return part;
    }

    /** The answers of several outputs by name, in their order; empty where there is one output, whose answer this is. */
    public Map<String, Prediction> outputs() {
        return parts;
    }

    /**
     * The most probable class.
     *
     * @throws IllegalStateException where the model does not answer with classes
     */
    public String label() {
        return best().label();
    }

    /**
     * How probable the most probable class is, in [0, 1].
     *
     * @throws IllegalStateException where the model does not answer with classes
     */
    public double probability() {
        return best().probability();
    }

    private Candidate best() {
        if (!target().kind().isOfClasses()) {
            throw new IllegalStateException("The model answers with " + target().kind().words() + ", of which none is "
                    + "the best. Ask for " + (target().kind() == Target.Kind.NUMBERS ? "values()" : "labels(0.5)")
                    + ".");
        }
        return ranking().getFirst();
    }

    /**
     * All classes or labels, the most probable first.
     *
     * @throws IllegalStateException where the model answers with numbers
     */
    public List<Candidate> ranking() {
        List<Candidate> made = ranking;
        if (made == null) {
            requireProbabilities();
            List<Candidate> all = new ArrayList<>(numbers.length);
            for (int i = 0; i < numbers.length; i++) {
                all.add(new Candidate(target().names().get(i), numbers[i]));
            }
            all.sort(Comparator.comparingDouble(Candidate::probability).reversed());
            made = Collections.unmodifiableList(all);
            ranking = made;
        }
        return made;
    }

    /**
     * The classes or labels that are at least so probable, the most probable first; none where none is.
     *
     * @param threshold in [0, 1]
     * @throws IllegalStateException where the model answers with numbers
     */
    public List<Candidate> labels(double threshold) {
        return ranking().stream().filter(candidate -> candidate.probability() >= threshold).toList();
    }

    private void requireProbabilities() {
        if (target().kind() == Target.Kind.NUMBERS) {
            throw new IllegalStateException("The model answers with numbers (" + String.join(", ", target().names())
                    + "), which have no probabilities. Ask for values().");
        }
    }

    /**
     * What was answered for one class, label or number: a probability in [0, 1], or the number.
     *
     * @throws IllegalArgumentException where the model's target has no such name
     */
    public double value(String name) {
        int index = target().names().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("The model's answer has nothing called '" + name + "', only "
                    + String.join(", ", target().names()) + ". Ask for one of these.");
        }
        return numbers[index];
    }

    /** Everything by name, in the target's order: probabilities in [0, 1], or numbers. */
    public Map<String, Double> values() {
        Target own = target();
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            values.put(own.names().get(i), (double) numbers[i]);
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Prediction same && Objects.equals(target, same.target)
                && Arrays.equals(numbers, same.numbers)
                && parts.equals(same.parts);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(target) + Arrays.hashCode(numbers) + parts.hashCode();
    }

    /** {@code {circle=0.98, square=0.02}}. */
    @Override
    public String toString() {
        return parts.isEmpty() ? values().toString() : parts.toString();
    }
}
