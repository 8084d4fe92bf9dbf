package cnn.core.registry;

import cnn.api.ComponentException;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import cnn.core.text.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which kernels serve, and why no better ones do.
 *
 * @param kernels the set to use
 * @param notes one line for each better set that cannot be used here and each family that the set lacks, with its cure
 */
record KernelChoice(Kernels kernels, List<String> notes) {
    static List<KernelsProvider> ranked(List<KernelsProvider> providers) {
        return providers.stream().sorted(Comparator.comparingInt(KernelsProvider::rank).reversed()
                .thenComparing(KernelsProvider::id)).toList();
    }

    /** The best set, with the plainest in its place while the JVM is cold. */
    static KernelChoice warming(List<KernelsProvider> providers, List<KernelFamily> families) {
        KernelChoice best = among(providers, families, null);
        KernelsProvider plainest = ranked(providers).getLast();
        if (obstacle(plainest) != null) {
            return best;
        }
        Kernels plain = create(plainest);
        return plain.id().equals(best.kernels().id())
                ? best
                : new KernelChoice(new WarmingKernels(asComplete(plain, plainest, families, best.kernels()),
                        best.kernels()), best.notes());
    }

    /** The plainest set; of families that are offered for better ones alone it has those of the best. */
    private static Kernels asComplete(Kernels plain, KernelsProvider plainest, List<KernelFamily> families,
            Kernels best) {
        Map<Class<?>, Object> all = new HashMap<>(FamilyChoice.of(plain, List.of(plainest), families).families());
        for (KernelFamily family : families) {
            if (!all.containsKey(family.type()) && !FamilyChoice.has(plain, family.type())
                    && FamilyChoice.has(best, family.type())) {
                all.put(family.type(), best.family(family.type()));
            }
        }
        return plain.with(all);
    }

    static KernelChoice among(List<KernelsProvider> providers, List<KernelFamily> families,
            @Nullable String preferred) {
        List<KernelsProvider> ranked = ranked(providers);
        if (ranked.isEmpty()) {
            throw new IllegalStateException("There are no kernels at all. Add the jar that brings them, usually "
                    + Contract.LAYER.home() + ", to the class path or module path.");
        }
        return preferred == null ? best(ranked, families) : wanted(ranked, families, preferred);
    }

    /** A set that was made, with what plug-ins offer for it. */
    private static KernelChoice complete(Kernels set, KernelsProvider provider, List<KernelsProvider> ranked,
            List<KernelFamily> families, List<String> notes) {
        FamilyChoice choice = FamilyChoice.of(set, ranked.subList(ranked.indexOf(provider), ranked.size()), families);
        return new KernelChoice(set.with(choice.families()),
                Stream.concat(notes.stream(), choice.notes().stream()).toList());
    }

    private static KernelChoice wanted(List<KernelsProvider> ranked, List<KernelFamily> families, String id) {
        for (KernelsProvider provider : ranked) {
            if (provider.id().equals(id)) {
                String obstacle = obstacle(provider);
                if (obstacle != null) {
                    throw new IllegalStateException("Kernels '" + id + "' were asked for but cannot be used here: "
                            + obstacle);
                }
                return complete(create(provider), provider, ranked, families, List.of());
            }
        }
        List<String> ids = ranked.stream().map(KernelsProvider::id).toList();
        throw new IllegalArgumentException("unknown kernels '" + id + "'." + Nearest.question(id, ids) + " Kernels: "
                + String.join(", ", ids) + ".");
    }

    private static KernelChoice best(List<KernelsProvider> ranked, List<KernelFamily> families) {
        List<String> notes = new ArrayList<>();
        for (KernelsProvider provider : ranked) {
            String obstacle = obstacle(provider);
            if (obstacle == null) {
                Kernels set = null;
                try {
                    set = create(provider);
                } catch (ComponentException e) {
                    obstacle = e.getMessage();
                }
                if (set != null) {
                    return complete(set, provider, ranked, families, notes);
                }
            }
            notes.add("Kernels '" + provider.id() + "' are not used: " + obstacle);
        }
        throw new IllegalStateException("No kernels can be used here. " + String.join(" ", notes));
    }

    /** A set whose classes do not even link, for want of a module, is unusable rather than fatal. */
    static @Nullable String obstacle(KernelsProvider provider) {
        try {
            return provider.obstacle();
        } catch (LinkageError e) {
            return "a class is missing or does not fit (" + e + ").";
        } catch (RuntimeException e) {
            return "their provider fails to say whether they work here (" + e + ").";
        }
    }

    /** What fails only when it is made is told by name. */
    private static Kernels create(KernelsProvider provider) {
        Kernels kernels;
        try {
            kernels = provider.create();
        } catch (Throwable thrown) {
            throw Fault.of("Kernels provider '" + provider.id() + "'", provider, "create", thrown);
        }
        if (kernels == null) {
            throw Fault.nonsense(provider, "gave null from create", "a provider without an obstacle gives kernels");
        }
        return kernels;
    }
}
