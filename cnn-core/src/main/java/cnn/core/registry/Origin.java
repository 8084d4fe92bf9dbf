package cnn.core.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a component came from.
 *
 * @param path the jar's or folder's path; null where the JVM does not tell
 * @param module the named module it is in, or null on the class path
 * @param version the module's or the jar manifest's version, or null where neither has one
 */
public record Origin(@Nullable String path, @Nullable String module, @Nullable String version) {
    /** The origin of a class. */
    public static Origin of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        Module module = type.getModule();
        String version = module.isNamed() && module.getDescriptor() != null
                ? module.getDescriptor().rawVersion().orElse(null)
                : null;
        return new Origin(source == null || source.getLocation() == null ? null : text(source.getLocation().toString()),
                module.getName(), version == null ? type.getPackage().getImplementationVersion() : version);
    }

    private static String text(String location) {
        try {
            return Path.of(new URI(location)).toString();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return location; // not a file: jrt:/module, or a class loader's own scheme
        }
    }

    /** The jar's file name; of a folder, its last three names ({@code acme/target/classes}), as the last says little. */
    public String name() {
        if (path == null) {
            return module == null ? "unknown" : module;
        }
        String[] names = path.split("[/\\\\]");
        int from = path.endsWith(".jar") ? names.length - 1 : Math.max(0, names.length - 3);
        return String.join("/", Arrays.copyOfRange(names, from, names.length));
    }

    /** For messages: module and version where known, and the whole path. */
    @Override
    public String toString() {
        String where = path == null ? "an unknown place" : path;
        String named = module == null ? "" : "module " + module + (version == null ? "" : " " + version) + " in ";
        return named + where;
    }
}
