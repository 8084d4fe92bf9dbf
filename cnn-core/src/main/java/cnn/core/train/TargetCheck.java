package cnn.core.train;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.data.Target;
import cnn.api.data.Target.Kind;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.api.train.Metric;
import cnn.core.data.TargetText;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.registry.Fault;
import cnn.core.text.RecordText;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a loss and its metrics can compare the scores of a network with the targets that the data has. */
final class TargetCheck {
    private TargetCheck() {
    }

    /**
     * Checks a loss.
     *
     * @param network that the layer is of
     * @param output the layer that gives the scores
     * @throws IllegalArgumentException saying what the loss takes, what the data has, and what to use instead
     */
    static void check(Loss loss, Network network, Node output, Target target) {
        Layer activation;
        try {
            requireKind("The loss", name(loss), loss.targetKinds(), target, "train.loss", switch (target.kind()) {
                case CLASS, SOFT_LABEL -> "softmax-cross-entropy";
                case LABELS -> "binary-cross-entropy";
                case NUMBERS -> "mean-squared-error";
            });
            activation = loss.activation();
            try {
                loss.check(output.output(), Shape.vector(target.width()));
            } catch (IllegalArgumentException refusal) {
                throw network.placed(output, refusal);
            }
        } catch (IllegalArgumentException refusal) {
            throw refusal;
        } catch (Throwable thrown) {
            throw Fault.of(null, loss, "check", thrown);
        }
        if (output.layer().equals(activation)) {
            throw network.placed(output, new IllegalArgumentException("The network ends with "
                    + RecordText.of(output.layer())
                    + ", which the loss " + loss + " applies itself. Leave that layer out; predictions will have it."));
        }
    }

    /**
     * Checks a metric.
     *
     * @param name what it is called in reports
     * @throws IllegalArgumentException saying what the metric takes, what the data has, and what to use instead
     */
    static void check(Metric metric, String name, Target target) {
        try {
            requireKind("The metric", name, metric.targetKinds(), target, "train.metrics", switch (target.kind()) {
                case CLASS, SOFT_LABEL -> "accuracy";
                case LABELS -> "label-accuracy, exact-match or f1";
                case NUMBERS -> "mean-absolute-error or r2";
            });
        } catch (IllegalArgumentException refusal) {
            throw refusal;
        } catch (Throwable thrown) {
            throw Fault.of("Metric '" + name + "'", metric, "targetKinds", thrown);
        }
        try {
            metric.start(target);
        } catch (IllegalArgumentException refusal) {
            throw refusal;
        } catch (Throwable thrown) {
            throw Fault.of("Metric '" + name + "'", metric, "start", thrown);
        }
    }

    private static String name(Loss loss) {
        Id id = loss.getClass().getAnnotation(Id.class);
        return id == null ? loss.getClass().getSimpleName() : id.value();
    }

    private static void requireKind(String what, String name, Set<Kind> kinds, Target target, String key,
            String instead) {
        if (!kinds.contains(target.kind())) {
            String taken = new TreeSet<>(kinds).stream().map(Kind::words).collect(Collectors.joining(" or "));
            throw new IllegalArgumentException(what + " " + name + " compares scores with " + taken + ", but the "
                    + "data has " + target.kind().words() + " for every image: " + TargetText.of(target) + ". Set "
                    + key + " to what takes them: " + instead + ".");
        }
    }
}
