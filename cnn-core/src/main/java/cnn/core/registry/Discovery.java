package cnn.core.registry;

import cnn.api.Plugin;
import cnn.api.kernel.FamilyProvider;
import cnn.api.kernel.KernelsProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ServiceLoader} finds. A provider that fails does not hide the others.
 *
 * @param components in the order in which they were found; the same record may come twice
 * @param kernels kernel sets
 * @param families kernels of further families, for these sets
 * @param problems what failed, one line each, naming the jar
 * @param loaders the class loaders that were asked
 */
record Discovery(List<Component> components, List<KernelsProvider> kernels, List<KernelFamily> families,
        List<String> problems, List<ClassLoader> loaders) {
    /** After so many failures of one service the path itself is broken, and the loader would fail for ever. */
    private static final int MOST_FAILURES = 100;

    static Discovery on(ClassLoader loader) {
        Discovery found = new Discovery(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                List.of(loader));
        found.each(Plugin.class, loader, provider -> found.addPlugin(provider.get()));
        for (Contract contract : Contract.values()) {
            found.each(contract.type(), loader, provider -> found.addComponent(provider.type()));
        }
        found.each(KernelsProvider.class, loader, provider -> found.kernels.add(provider.get()));
        found.each(FamilyProvider.class, loader, found::addFamily);
        found.problems.addAll(BrokenJars.on(loader));
        return found;
    }

    /** This, and of another what this has not: by kind, id and class. Two classes with one id are both there, to be told. */
    Discovery or(Discovery other) {
        List<Component> all = new ArrayList<>(components);
        for (Component component : other.components) {
            if (components.stream().noneMatch(here -> here.contract() == component.contract()
                    && here.id().equals(component.id())
                    && here.type().getName().equals(component.type().getName()))) {
                all.add(component);
            }
        }
        List<KernelsProvider> sets = new ArrayList<>(kernels);
        for (KernelsProvider set : other.kernels) {
            if (kernels.stream().noneMatch(here -> here.id().equals(set.id()))) {
                sets.add(set);
            }
        }
        List<KernelFamily> offers = new ArrayList<>(families);
        for (KernelFamily offer : other.families) {
            if (families.stream().noneMatch(here -> here.set().equals(offer.set())
                    && here.type().getName().equals(offer.type().getName()))) {
                offers.add(offer);
            }
        }
        Set<String> troubles = new LinkedHashSet<>(problems);
        troubles.addAll(other.problems);
        List<ClassLoader> both = new ArrayList<>(loaders);
        both.addAll(other.loaders);
        return new Discovery(all, sets, offers, new ArrayList<>(troubles), both);
    }

    private void addPlugin(Plugin plugin) {
        plugin.components().forEach(this::addComponent);
    }

    private void addFamily(ServiceLoader.Provider<?> provider) {
        families.add(KernelFamily.of((FamilyProvider<?>) provider.get()));
    }

    private void addComponent(Class<?> type) {
        try {
            components.addAll(Component.of(type));
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }

    private <S> void each(Class<S> service, ClassLoader loader, Consumer<ServiceLoader.Provider<S>> action) {
        Iterator<ServiceLoader.Provider<S>> providers = ServiceLoader.load(service, loader).stream().iterator();
        for (int failures = 0; failures < MOST_FAILURES;) {
            ServiceLoader.Provider<S> provider;
            try {
                if (!providers.hasNext()) {
                    return;
                }
                provider = providers.next();
            } catch (ServiceConfigurationError e) {
                failures++;
                addOrTell(service, loader, e);
                continue;
            } catch (RuntimeException e) { // of the loader itself: that of a stopped web application throws
                String problem = "The class loader " + loader + " cannot be searched for plug-ins (" + e
                        + "). Set one that works as the thread's context class loader, or give one to "
                        + "Registry.load(ClassLoader).";
                if (!problems.contains(problem)) { // once, not for each kind of component
                    problems.add(problem);
                }
                return;
            }
            try {
                action.accept(provider);
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                Throwable cause = e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e;
                problems.add("Plug-in " + provider.type().getName() + " of " + Origin.of(provider.type())
                        + " could not be loaded: " + cause + (cause instanceof IllegalAccessException
                                ? ". Make the class and its constructor without arguments public."
                                : ". Use a version of it that was built for this version of the framework."));
            }
        }
    }

    /** A record is never made by the loader, so that it needs none of the constructors that the loader misses. */
    private void addOrTell(Class<?> service, ClassLoader loader, ServiceConfigurationError error) {
        ServiceLine line = ServiceLine.of(service, loader, error);
        Class<?> type = line == null ? null : line.type(loader);
        if (type != null && type.isRecord() && error.getCause() instanceof NoSuchMethodException) {
            addComponent(type);
        } else {
            problems.add("A plug-in could not be loaded: " + error.getMessage()
                    + (line == null ? "" : ", named in " + line.file()) + ". " + cure(service, error, type));
        }
    }

    private static String cure(Class<?> service, ServiceConfigurationError error, @Nullable Class<?> type) {
        String message = String.valueOf(error.getMessage());
        if (type != null && type.isRecord()) {
            for (Contract contract : Contract.values()) {
                if (contract.type().isAssignableFrom(type)) {
                    return "It is a record, and named in META-INF/services/" + contract.type().getName() + " instead.";
                }
            }
        }
        if (message.endsWith("not a subtype")) {
            // it may implement an interface of the same name, of another copy
            return "Either it does not implement " + service.getName() + ", or its class loader has a second copy of "
                    + "cnn-api: leave cnn-api out of the plug-in's jar and its loader (scope provided), so that both "
                    + "see one.";
        }
        if (message.contains("no-arg constructor")) {
            return "Make the class public, and give it a public constructor without arguments.";
        }
        if (message.endsWith(" not found")) {
            return "Check the name in that file, and that the class is in the jar.";
        }
        return message.contains(": Illegal ")
                ? "Write the full name of one class on each line of that file."
                : "Mend that file, or take its jar off the path.";
    }
}
