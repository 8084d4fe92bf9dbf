package cnn.core.tune;

import cnn.core.config.ConfigNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one setting came to.
 *
 * @param number from 1, in the order in which trials began; its files are in the folder {@code trial-NUMBER}
 * @param values what it gave to keys, by path, in the order of the ranges
 * @param state how it ended
 * @param value what the search makes good, measured on the validation images at the epoch that was kept; NaN where it failed
 * @param bestEpoch the epoch that was kept; 0 for none
 * @param curve what each epoch brought of it; NaN where it was no number
 * @param seconds time that its epochs took
 * @param problem why it failed; null where it did not
 */
public record Trial(int number, Map<String, ConfigNode> values, State state, double value, int bestEpoch,
        List<Double> curve, double seconds, @Nullable String problem) {
    public Trial {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        curve = List.copyOf(curve);
    }

    /** How a trial ended. */
    public enum State {
        /** It had all of its epochs, or no longer got better. */
        COMPLETE,
        /** It was given up, as others were better by then. */
        HALTED,
        /** It could not be trained. */
        FAILED
    }

    /** Epochs that it was trained. */
    public int epochs() {
        return curve.size();
    }

    /** A value as a pipeline has it, in one line. */
    public String text(String path) {
        ConfigNode value = values.get(path);
        return value instanceof ConfigNode.Scalar scalar && scalar.kind() != ConfigNode.Kind.NULL
                ? scalar.text()
                : value == null ? "" : value.toJson();
    }

    boolean failed() {
        return state == State.FAILED;
    }
}
