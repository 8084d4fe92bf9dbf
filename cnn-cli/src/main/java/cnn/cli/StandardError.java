package cnn.cli;

import java.io.FileDescriptor;
import java.lang.reflect.Method;

/**
 * The standard error that the launcher was given. While the JVM starts, the launcher lets it write into a filter, for it
 * announces the incubator module of the vector instructions on every start and no option keeps it from that. The real one
 * is descriptor 3 and becomes descriptor 2 again here, before anything else is written: the filter ends, and lines keep
 * their order among those of standard output, in one file too.
 */
final class StandardError {
    /** The launcher's word that there is something to take back, and under which number. */
    private static final String KEPT = "cnn.stderr";

    private StandardError() {
    }

    /**
     * Takes it back. The JDK has {@code dup2} within its channels, which the launcher opens to this class. On a Java that
     * keeps it elsewhere nothing is lost: what is written goes on through the filter.
     */
    static void restore() {
        Integer kept = Integer.getInteger(KEPT);
        if (kept == null) {
            return;
        }
        try {
            Method numbered = Class.forName("sun.nio.ch.IOUtil").getDeclaredMethod("newFD", int.class);
            Method duplicate = Class.forName("sun.nio.ch.DatagramDispatcher").getDeclaredMethod("dup0",
                    FileDescriptor.class, FileDescriptor.class);
            numbered.setAccessible(true);
            duplicate.setAccessible(true);
            duplicate.invoke(null, numbered.invoke(null, kept), FileDescriptor.err);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // the filter passes everything on
        }
    }
}
