package cnn.core.data;

import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Tells what a folder holds that is not read: the first by name, all by number. */
final class Omissions {
    private static final int MOST = 10;

    private final boolean strict;
    private final Consumer<String> notes;
    private int skipped;

    /** Strict omissions of what was meant to be read are errors. */
    Omissions(boolean strict, Consumer<String> notes) {
        this.strict = strict;
        this.notes = notes;
    }

    /** Whether an entry can be opened; what cannot, is told. */
    boolean accepts(Path entry) {
        if (Files.isRegularFile(entry) || Files.isDirectory(entry)) {
            return true;
        }
        boolean link = Files.isSymbolicLink(entry) && !Files.exists(entry);
        boolean unseen = !Files.exists(entry) && !Files.notExists(entry);
        String problem = problem(entry, link, unseen);
        if (strict) {
            throw new IllegalArgumentException(problem);
        }
        if (++skipped <= MOST) {
            notes.accept("Skipped: " + problem);
        }
        return false;
    }

    /** What is wrong with an entry that is neither file nor folder, and what to do. */
    static String problem(Path entry, boolean link, boolean unseen) {
        return "'" + Echo.path(entry) + "' " + (link
                ? "is a link that leads nowhere. Mend the link, or delete the link."
                : unseen
                        ? "cannot be looked at: permission denied. Give yourself the right to search its folder."
                        : "is a pipe, socket or device, which is never opened. Move it elsewhere.");
    }

    /** Files where only folders are read. */
    void loose(Path folder, List<Path> files, String beside) {
        if (!files.isEmpty()) {
            notes.accept("Ignored " + Count.of(files.size(), "file") + " in '" + folder
                    + "' beside " + beside + ", for example '" + files.getFirst().getFileName()
                    + "': only pictures in class folders are read.");
        }
    }

    /** How many there were, where not all were named. */
    void end() {
        if (skipped > MOST) {
            notes.accept("Skipped " + skipped + " links, pipes, sockets and devices, of which the first " + MOST
                    + " are named above.");
        }
    }
}
