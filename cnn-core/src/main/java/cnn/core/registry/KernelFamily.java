package cnn.core.registry;

import cnn.api.kernel.FamilyProvider;
import org.jspecify.annotations.Nullable;

/**
 * Kernels of a family that a plug-in offers for a set.
 *
 * @param type the interface that describes the family
 * @param set id of the set
 * @param provider who makes them
 */
public record KernelFamily(Class<?> type, String set, FamilyProvider<?> provider) {
    /** Asks a provider what it offers; throws {@link IllegalArgumentException} where that is nothing. */
    static KernelFamily of(FamilyProvider<?> provider) {
        Class<?> type = provider.family();
        String set = provider.set();
        if (type == null || !type.isInterface() || set == null || set.isBlank()) {
            throw new IllegalArgumentException("it offers " + (type == null ? "nothing" : type.getName())
                    + " for the kernels '" + set
                    + "' and must offer an interface for a set such as 'scalar' or 'simd'");
        }
        return new KernelFamily(type, set, provider);
    }

    /** The jar that it came from. */
    public Origin origin() {
        return Origin.of(provider.getClass());
    }

    @Nullable
    String obstacle() {
        try {
            return provider.obstacle();
        } catch (LinkageError | RuntimeException e) {
            return "their provider fails to say whether they work here (" + e + ").";
        }
    }

    /** What fails only when it is made is told by name. */
    Object create() {
        Object kernels;
        try {
            kernels = provider.create();
        } catch (Throwable thrown) {
            throw Fault.of("Kernels provider of " + type.getName(), provider, "create", thrown);
        }
        if (!type.isInstance(kernels)) {
            throw Fault.nonsense(provider, "gave " + (kernels == null ? "null" : "a " + kernels.getClass().getName())
                    + " from create", "kernels implement " + type.getName());
        }
        return kernels;
    }

    /** The provider and its jar, for messages. */
    @Override
    public String toString() {
        return provider.getClass().getName() + " of " + origin();
    }
}
