package cnn.cli;

import cnn.api.kernel.KernelsProvider;
import cnn.core.registry.Component;
import cnn.core.registry.Origin;
import cnn.core.registry.Registry;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The jars of {@code plugins/} and {@code CNN_PLUGINS}: what stands on the class path beside the framework's own. */
final class PluginJars {
    private PluginJars() {
    }

    /** One line for each that brings nothing; a broken one is a problem of the registry's. */
    static List<String> notes(Registry registry) {
        String own = Origin.of(Main.class).path();
        return own == null || !own.endsWith(".jar")
                ? List.of() // classes in folders: the class path is a build's
                : notes(registry, Path.of(own).getParent(),
                        System.getProperty("java.class.path", "").split(File.pathSeparator));
    }

    static List<String> notes(Registry registry, Path own, String... classPath) {
        Set<String> used = new HashSet<>();
        for (Component component : registry.entries()) {
            used.add(String.valueOf(component.origin().path()));
        }
        for (KernelsProvider kernels : registry.kernelSets()) {
            used.add(String.valueOf(Origin.of(kernels.getClass()).path()));
        }
        List<String> notes = new ArrayList<>();
        for (String entry : classPath) {
            Path file = Path.of(entry).toAbsolutePath().normalize();
            boolean told = registry.problems().stream().anyMatch(problem -> problem.contains(entry));
            if (entry.endsWith(".jar") && !own.equals(file.getParent()) && !used.contains(file.toString()) && !told) {
                notes.add(
                        "The jar '" + entry
                                + "' brings no component. If other plug-ins need it, all is well; else it lacks the "
                                + "file that names them: META-INF/services/cnn.api.Plugin, or for records that of their kind, such "
                                + "as cnn.api.layer.Layer or cnn.api.layer.Block.");
            }
        }
        return notes;
    }
}
