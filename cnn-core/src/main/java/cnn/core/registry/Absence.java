package cnn.core.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * Why no component of a kind was found: the jar is not there, or its classes are there and its service files are not, or
 * another class loader sees it. Each has its own cure.
 *
 * @param loaders those that were asked; none where the components were named one by one
 */
record Absence(List<ClassLoader> loaders) {
    /** How service files are kept where jars become one. */
    static final String MERGE = "Let the build merge files of that name: ServicesResourceTransformer for Maven's shade "
            + "plug-in, mergeServiceFiles() for Gradle's shadow plug-in.";

    /** Cause and cure, as sentences. */
    String of(Contract contract) {
        String file = contract.plugin().replace('.', '/') + ".class";
        if (loaders.isEmpty()) {
            return jar(contract);
        }
        for (ClassLoader loader : loaders) {
            if (loader.getResource(file) != null) {
                return "The classes of " + contract.home() + " are there, but no file META-INF/services/cnn.api.Plugin "
                        + "names " + contract.plugin() + ": it was probably lost when several jars were merged into "
                        + "one. " + MERGE;
            }
        }
        List<ClassLoader> others = new ArrayList<>();
        others.add(Registry.ownLoader());
        others.add(ClassLoader.getSystemClassLoader());
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            others.add(context);
        }
        for (ClassLoader other : others) {
            if (other.getResource(file) != null) {
                return "The class loader that was asked, " + loaders.getFirst() + ", does not see " + contract.home()
                        + ", but " + other + " does. Ask with Registry.load(ClassLoader) and give that one, or set it "
                        + "as the thread's context class loader before Registry.load().";
            }
        }
        return jar(contract);
    }

    private static String jar(Contract contract) {
        return "Add the jar that brings them, usually " + contract.home() + ", to the class path or module path.";
    }
}
