package cnn.core.archive;

import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts an archive's entries into folders, and tells of those that are passed over. */
final class EntryTree {
    /** After so many only their number is told. */
    private static final int MOST = 10;

    private final Archive.Reading reading;
    private final Entry root = Entry.folder();
    private int passedOver;

    EntryTree(Archive.Reading reading) {
        this.reading = reading;
    }

    Entry root() {
        return root;
    }

    /** Adds a folder, and those that it is in. */
    void addFolder(String name) {
        List<String> names = names(name);
        if (names != null && folder(names, names.size()) == null) {
            passOver(name, "a file has the name of one of its folders");
        }
    }

    /** Adds a file; whether it is to be read. */
    boolean addFile(String name, Entry file) {
        List<String> names = names(name);
        if (names == null) {
            return false;
        }
        if (names.isEmpty()) {
            passOver(name, "it has no name");
            return false;
        }
        Entry folder = folder(names, names.size() - 1);
        Entry other = folder == null ? null : folder.children().get(names.getLast());
        if (folder == null || other != null && other.isDirectory()) {
            passOver(name, "a file and a folder have the same name");
            return false;
        }
        if (other != null) {
            throw new IllegalArgumentException("'" + Echo.path(reading.file()) + "' has two entries '"
                    + Echo.path(name) + "', so that it is not clear which is meant. Pack it anew.");
        }
        folder.children().put(names.getLast(), file);
        return true;
    }

    /** Whether a file fits into an array; one that does not is passed over. */
    boolean isOfBearableSize(String name, long size) {
        if (size > Integer.MAX_VALUE - 8) {
            passOver(name, "it has " + Count.of(size, "byte") + ", more than 2 GB");
        }
        return size <= Integer.MAX_VALUE - 8;
    }

    /** The parts of a name; null where it leads elsewhere, which is told. */
    private @Nullable List<String> names(String name) {
        if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.matches("[A-Za-z]:.*") || name.indexOf(0) >= 0) {
            passOver(name, "its name is no path inside the archive");
            return null;
        }
        List<String> names = new ArrayList<>();
        for (String part : name.split("/")) {
            if (part.equals("..")) {
                passOver(name, "its name leads out of the archive");
                return null;
            }
            if (!part.isEmpty() && !part.equals(".")) {
                names.add(part);
            }
        }
        return names;
    }

    private @Nullable Entry folder(List<String> names, int depth) {
        Entry folder = root;
        for (String name : names.subList(0, depth)) {
            folder = folder.children().computeIfAbsent(name, missing -> Entry.folder());
            if (!folder.isDirectory()) {
                return null;
            }
        }
        return folder;
    }

    /**
     * Tells of an entry that is not read.
     *
     * @param why a clause
     */
    void passOver(String name, String why) {
        String problem = "'" + Echo.path(name) + "' in '" + Echo.path(reading.file()) + "' is not read: " + why + ".";
        if (reading.strict()) {
            throw new IllegalArgumentException(problem + " Pack the archive without it.");
        }
        if (++passedOver <= MOST) {
            reading.notes().accept("Skipped an entry. " + problem);
        }
    }

    /** How many there were, where not all were named. */
    void end() {
        if (passedOver > MOST) {
            reading.notes().accept("Skipped " + Count.of(passedOver) + " entries of '" + Echo.path(reading.file())
                    + "', of which the first " + MOST + " are named above.");
        }
    }
}
