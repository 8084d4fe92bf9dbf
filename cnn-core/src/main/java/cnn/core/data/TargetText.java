package cnn.core.data;

import cnn.api.data.Target;
import java.util.List;
import java.util.stream.Collectors;

/** Targets in a message. */
public final class TargetText {
    private TargetText() {
    }

    /** {@code the classes a, b}, {@code the labels red, big}, or each of several by its name. */
    public static String of(List<Target> targets) {
        return targets.size() == 1
                ? of(targets.getFirst())
                : "the targets " + targets.stream().map(target -> "'" + target.name() + "' (" + of(target) + ")")
                        .collect(Collectors.joining(", "));
    }

    /** {@code the classes a, b}. */
    public static String of(Target target) {
        return switch (target.kind()) {
            case CLASS -> "the classes ";
            case SOFT_LABEL -> "soft labels of the classes ";
            case LABELS -> "the labels ";
            case NUMBERS -> "the numbers ";
        } + ClassNames.few(target.names());
    }
}
