package cnn.core.registry;

import cnn.api.ComponentException;
import cnn.api.Id;
import cnn.core.image.Exhaustion;
import cnn.core.text.RecordText;
import org.jspecify.annotations.Nullable;

/**
 * Puts a name to what a component throws while it works: which one, its configuration, what it did, and the jar that it
 * came from. An {@link IllegalArgumentException} stays one. The cause is kept.
 */
public final class Fault {
    private Fault() {
    }

    /**
     * What to throw in place of what a component threw.
     *
     * @param name as the user knows it, {@code layer 'conv1'}; null where its configuration says enough
     * @param component the layer, optimizer, loss and the like
     * @param doing what it was called for: {@code forward}
     * @throws VirtualMachineError as it is, also from among the causes, since no component is at fault
     */
    public static RuntimeException of(@Nullable String name, Object component, String doing, Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        VirtualMachineError limit = Exhaustion.in(thrown);
        if (limit != null && !(thrown instanceof IllegalArgumentException)) {
            // wrapped, and not by someone who tells what was too large
            throw limit;
        }
        if (thrown instanceof ComponentException named) {
            return named;
        }
        String who = (name == null ? kind(component) : name) + " " + text(component);
        String from = " It comes from " + Origin.of(component.getClass()) + ".";
        if (thrown instanceof LinkageError) {
            return new ComponentException(
                    who + " does not fit in " + doing + ": it was built against another version of a "
                            + "class that it needs, or that class is missing (" + thrown + ")." + from
                            + " Take a version of it that was built for this one, or build it anew.",
                    thrown);
        }
        if (thrown instanceof IllegalArgumentException) {
            String message = String.valueOf(thrown.getMessage());
            return name != null && message.contains(name.substring(name.indexOf(' ') + 1))
                    ? (IllegalArgumentException) thrown
                    : new IllegalArgumentException(who + " refused in " + doing + ": " + message, thrown);
        }
        return new ComponentException(who + " failed in " + doing + ": " + thrown + "." + from
                + " Check it with the contract tests of cnn-testkit, or report this to its author.", thrown);
    }

    /**
     * What to throw where a component gave what makes no sense.
     *
     * @param gave what it did, after its name: {@code gave NaN as a factor}
     * @param wanted a clause: {@code a factor is at least 0}
     */
    public static ComponentException nonsense(Object component, String gave, String wanted) {
        return new ComponentException(kind(component) + " " + text(component) + " " + gave + ", and " + wanted
                + ". It comes from " + Origin.of(component.getClass())
                + ". Change its options, or report this to its author.", null);
    }

    private static String kind(Object component) {
        for (Contract contract : Contract.values()) {
            if (contract.type().isInstance(component)) {
                String noun = contract.noun();
                return Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
            }
        }
        return "Component";
    }

    /** A record's text is code of its author's too. */
    private static String text(Object component) {
        try {
            return RecordText.of(component);
        } catch (RuntimeException | LinkageError e) {
            Id id = component.getClass().getAnnotation(Id.class);
            return id == null ? component.getClass().getName() : id.value();
        }
    }
}
