package cnn.core.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folders that runs of this JVM have, and what is said of these. The system gives up a process's locks on a file when
 * any of its channels to that file closes, so a folder that is ours is found here, and its lock file left alone.
 *
 * <p>The list is the JVM's and not a class's: an application may hold the framework twice, in two class loaders. It is kept
 * among the system properties, as texts alone, which hold no class and so no class loader.
 */
public final class HeldFolders {
    /** What the keys of the list begin with. */
    public static final String PREFIX = "cnn.run.held.";

    private HeldFolders() {
    }

    /** Takes a folder; who has it already, or null. */
    static @Nullable String take(Path real, String about) {
        return (String) System.getProperties().putIfAbsent(key(real), about);
    }

    /** Gives back a folder; one that another has taken since stays taken. */
    static void release(Path real, String about) {
        System.getProperties().remove(key(real), about);
    }

    /** As an address, where bytes that are no letters differ too; without the stroke that one of a folder ends with. */
    private static String key(Path real) {
        String address = real.toUri().toString();
        return PREFIX + (address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    }
}
