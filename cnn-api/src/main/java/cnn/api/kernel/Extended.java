package cnn.api.kernel;

import java.util.Map;

/** A set of kernels, and further families beside its own. */
record Extended(Kernels set, Map<Class<?>, Object> families) implements Kernels {
    Extended {
        families = Map.copyOf(families);
        families.forEach((family, kernels) -> {
            if (!family.isInstance(kernels)) {
                throw new IllegalArgumentException("Kernels '" + set.id() + "' were given a "
                        + kernels.getClass().getName() + " as " + family.getName()
                        + ", which it is not. Give kernels that implement their family.");
            }
        });
    }

    @Override
    public String id() {
        return set.id();
    }

    @Override
    public Products products() {
        return set.products();
    }

    @Override
    public Functions functions() {
        return set.functions();
    }

    @Override
    public Channelwise channelwise() {
        return set.channelwise();
    }

    @Override
    public <F> F family(Class<F> family) {
        Object added = families.get(family);
        return added == null ? set.family(family) : family.cast(added);
    }
}
