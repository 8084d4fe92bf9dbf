package cnn.cli;

import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which images a command is to look at: files, the files in folders, and those that a list names. A list is read as it is
 * needed, since a program may write it while its first images are looked at. It may be a pipe, which whoever names it as a
 * list knows, and which waits for its writer as standard input does; images are never pipes.
 */
final class ImageNames implements AutoCloseable {
    /** Characters in a line of a list: systems know no path a quarter as long. A device may have no line's end at all. */
    static final int LONGEST = 16_384;

    private final List<Path> named;
    private final @Nullable String listName;
    private final @Nullable BufferedReader list;
    private int next;
    private int line;

    private ImageNames(List<Path> named, @Nullable String listName, @Nullable BufferedReader list) {
        this.named = named;
        this.listName = listName;
        this.list = list;
    }

    /**
     * The images.
     *
     * @param given files and folders
     * @param list a file with a name in each line, {@code -} for standard input; null for none
     * @param input standard input
     * @param notes told what a folder holds that is not looked at
     */
    static ImageNames of(List<Path> given, @Nullable String list, InputStream input, Consumer<String> notes) {
        List<Path> named = new ArrayList<>();
        for (Path path : given) {
            if (Files.isDirectory(path)) {
                named.addAll(files(path, notes));
            } else {
                named.add(path);
            }
        }
        if (list == null) {
            return new ImageNames(named, null, null);
        }
        boolean standard = list.equals("-");
        try {
            if (!standard) {
                requireFile(list, notes);
            }
            return new ImageNames(named, standard ? "standard input" : list, standard
                    ? new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8.newDecoder()))
                    : Files.newBufferedReader(Path.of(list)));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "There is no list '" + Echo.path(list) + "'. Give a file with the name of an image "
                            + "in each line, or - for standard input.",
                    e);
        } catch (IOException e) {
            throw unreadable(list, e);
        }
    }

    /** Whoever names a pipe that nobody writes to is told what is waited for. */
    private static void requireFile(String list, Consumer<String> notes) {
        Path file = Path.of(list);
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("The list '" + Echo.path(list)
                    + "' is a folder. Give a file with the name "
                    + "of an image in each line, or give --list - and pipe the names in. A folder of images is named "
                    + "without --list.");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            notes.accept("Reading names from '" + Echo.path(list) + "', which is no file, until its writer ends.");
        }
    }

    /** The files in a folder, sorted by name, without hidden ones; folders in it are another set. */
    private static List<Path> files(Path folder, Consumer<String> notes) {
        List<Path> files = new ArrayList<>();
        int folders = 0;
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : (Iterable<Path>) entries
                    .sorted(Comparator.comparing((Path entry) -> entry.getFileName().toString()))::iterator) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".") || name.equals("__MACOSX") || name.equalsIgnoreCase("Thumbs.db")
                        || name.equalsIgnoreCase("desktop.ini")) {
                    continue;
                }
                if (Files.isDirectory(entry)) {
                    folders++;
                } else {
                    files.add(entry);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(folder.toString(), e);
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("The folder '" + folder + "' has no files"
                    + (folders > 0 ? ", only " + Text.count(folders, "folder") : "")
                    + ". Name the folder that holds the images.");
        }
        if (folders > 0) {
            notes.accept("Ignored the folders inside '" + folder + "': " + folders + ". Name them to have their images "
                    + "looked at too.");
        }
        return files;
    }

    private static UncheckedIOException unreadable(String name, Exception e) {
        return new UncheckedIOException("Cannot read '" + Echo.path(name) + "' (" + Reason.of(e)
                + "). Check that you have the right to, and that the disk works.",
                e instanceof IOException io ? io : new IOException(e));
    }

    /** The longest name that is known beforehand. */
    int width() {
        return named.stream().mapToInt(path -> path.toString().length()).max().orElse(0);
    }

    /** The next images, at most so many; none at the end. */
    List<Path> take(int most) {
        List<Path> taken = new ArrayList<>();
        while (taken.size() < most && next < named.size()) {
            taken.add(named.get(next++));
        }
        for (String name = ""; taken.size() < most && name != null;) {
            name = nextLine();
            if (name != null && !name.isBlank()) {
                taken.add(path(name));
            }
        }
        return taken;
    }

    private @Nullable String nextLine() {
        if (list == null) {
            return null;
        }
        try {
            line++;
            return boundedLine();
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("The list '" + listName + "' is no text in UTF-8 near line " + line
                    + ". Save it as UTF-8, with the name of an image in each line; a file whose own name is not in UTF-8 "
                    + "needs another name, or give the folder that it is in.", e);
        } catch (IOException e) {
            throw unreadable(String.valueOf(listName), e);
        }
    }

    /** The next line without its end; null after the last one. */
    private @Nullable String boundedLine() throws IOException {
        StringBuilder text = new StringBuilder();
        int c = list.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n' && c != '\r'; c = list.read()) {
            if (text.length() == LONGEST) {
                throw new IllegalArgumentException("Line " + line + " of the list '" + listName + "' has more than "
                        + LONGEST
                        + " characters, so it is no name of a file. Write the name of an image in each line.");
            }
            text.append((char) c);
        }
        if (c == '\r') {
            list.mark(1);
            if (list.read() != '\n') {
                list.reset();
            }
        }
        return text.toString();
    }

    private Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("Line " + line + " of the list '" + listName + "' is no name of a file ("
                    + e.getReason() + "). Write the name of an image in each line.", e);
        }
    }

    @Override
    public void close() {
        if (list != null) {
            try {
                list.close();
            } catch (IOException e) {
                throw unreadable(String.valueOf(listName), e);
            }
        }
    }
}
