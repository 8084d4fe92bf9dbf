package cnn.core.registry;

import cnn.api.ComponentException;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of the families that plug-ins offer complete a set: those for the set itself, or for the next plainer one.
 *
 * @param families kernels by their family
 * @param notes one line for each family that the set itself does not have, with its cure
 */
record FamilyChoice(Map<Class<?>, Object> families, List<String> notes) {
    /**
     * Chooses for a set.
     *
     * @param ranked the set's provider and those of all plainer ones, the set's first
     * @throws IllegalStateException where two plug-ins offer the same family for the same set
     */
    static FamilyChoice of(Kernels set, List<KernelsProvider> ranked, List<KernelFamily> offers) {
        refuseRivals(offers);
        FamilyChoice choice = new FamilyChoice(new HashMap<>(), new ArrayList<>());
        List<Class<?>> types = offers.stream().<Class<?>>map(KernelFamily::type).distinct()
                .sorted(Comparator.comparing(Class::getName)).toList();
        for (Class<?> type : types) {
            List<KernelFamily> some = offers.stream().filter(offer -> offer.type() == type).toList();
            boolean offered = some.stream().anyMatch(offer -> offer.set().equals(ranked.getFirst().id()));
            if (offered || !has(set, type)) {
                choice.choose(ranked, some);
            }
        }
        return choice;
    }

    private static void refuseRivals(List<KernelFamily> offers) {
        for (int i = 0; i < offers.size(); i++) {
            KernelFamily one = offers.get(i);
            for (KernelFamily other : offers.subList(0, i)) {
                if (one.type() == other.type() && one.set().equals(other.set())) {
                    throw new IllegalStateException("Two plug-ins offer kernels of " + one.type().getName() + " for '"
                            + one.set() + "': " + other + " and " + one + ". Take one of them off the path.");
                }
            }
        }
    }

    /** Whether a set has a family of its own. */
    static boolean has(Kernels set, Class<?> family) {
        try {
            set.family(family);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Among the offers of one family. */
    private void choose(List<KernelsProvider> ranked, List<KernelFamily> offers) {
        String wanted = ranked.getFirst().id();
        Class<?> type = offers.getFirst().type();
        StringBuilder note = new StringBuilder(
                "Kernels '" + wanted + "' have no " + type.getName() + ": it is offered by "
                        + offers.stream().map(offer -> offer + " for '" + offer.set() + "'").sorted()
                                .collect(Collectors.joining(" and "))
                        + ".");
        for (KernelsProvider set : ranked) {
            for (KernelFamily offer : offers) {
                if (offer.set().equals(set.id())) {
                    String obstacle = tryOut(set, offer);
                    if (obstacle == null) {
                        if (set != ranked.getFirst()) {
                            notes.add(
                                    note + " Those for '" + set.id() + "' serve, with the same results. For more speed "
                                            + "take a version of the plug-in that offers some for '" + wanted + "'.");
                        }
                        return;
                    }
                    note.append(" Those for '").append(set.id()).append("' cannot be used here: ").append(obstacle);
                }
            }
        }
        notes.add(note + " A layer that needs them will fail. Choose another set with --kernels, or ask the plug-in's "
                + "author for some for 'scalar', which serve everywhere.");
    }

    /** Takes an offer, or says why not. */
    private @Nullable String tryOut(KernelsProvider set, KernelFamily offer) {
        String obstacle = KernelChoice.obstacle(set);
        if (obstacle == null) {
            obstacle = offer.obstacle();
        }
        if (obstacle == null) {
            try {
                families.put(offer.type(), offer.create());
            } catch (ComponentException | IllegalArgumentException e) {
                obstacle = e.getMessage();
            }
        }
        return obstacle;
    }
}
