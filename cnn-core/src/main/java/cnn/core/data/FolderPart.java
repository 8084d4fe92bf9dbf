package cnn.core.data;

import cnn.api.data.PictureFiles;
import cnn.core.text.Echo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one part of an image folder, by class and name.
 *
 * @param folder that holds the class folders
 * @param classes names of the class folders, sorted
 * @param files all files, class by class
 * @param labels class of each file
 */
record FolderPart(Path folder, List<String> classes, List<Path> files, int[] labels) {
    private static final Set<String> PARTS = Set.of("train", "validation", "val", "valid", "test");

    /** The parts of a folder. */
    record Parts(FolderPart train, @Nullable FolderPart validation, @Nullable FolderPart test) {
    }

    /**
     * Looks through a folder. Where it has a folder {@code train} with folders in it, that and its neighbours
     * {@code validation} (or {@code val}, {@code valid}) and {@code test} hold the class folders; else the folder itself
     * does.
     */
    static Parts find(Path folder, boolean strict, Consumer<String> notes) {
        Omissions omissions = new Omissions(strict, notes);
        Parts parts = find(folder, omissions, notes);
        omissions.end();
        return parts;
    }

    private static Parts find(Path folder, Omissions omissions, Consumer<String> notes) {
        Map<String, Path> byName = new TreeMap<>();
        for (Path child : folders(folder)) {
            Path twin = byName.put(child.getFileName().toString().toLowerCase(Locale.ROOT), child);
            if (twin != null && PARTS.contains(child.getFileName().toString().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("The folders '" + twin + "' and '" + child
                        + "' differ only in case, "
                        + "and both would be the part " + child.getFileName().toString().toLowerCase(Locale.ROOT)
                        + ". Rename one of them.");
            }
        }
        Path train = byName.remove("train");
        if (train == null || folders(train).isEmpty()) {
            return new Parts(of(folder, omissions, notes), null, null);
        }
        Path test = byName.remove("test");
        Path validation = byName.remove("validation");
        for (String shortName : new String[] {"val", "valid"}) {
            validation = validation == null ? byName.remove(shortName) : validation;
        }
        omissions.loose(folder, entries(folder, omissions).stream().filter(Files::isRegularFile).toList(),
                "its folders");
        for (Path other : byName.values()) {
            notes.accept("Ignored the folder '" + other + "': beside train only validation and test are read.");
        }
        FolderPart trainPart = of(train, omissions, notes);
        return new Parts(trainPart, like(trainPart, validation, omissions, notes),
                like(trainPart, test, omissions, notes));
    }

    private static @Nullable FolderPart like(FolderPart train, @Nullable Path folder, Omissions omissions,
            Consumer<String> notes) {
        if (folder == null) {
            return null;
        }
        FolderPart part = of(folder, omissions, notes);
        if (!part.classes.equals(train.classes)) {
            TreeSet<String> missing = new TreeSet<>(train.classes);
            part.classes.forEach(missing::remove);
            TreeSet<String> extra = new TreeSet<>(part.classes);
            train.classes.forEach(extra::remove);
            throw new IllegalArgumentException(
                    "The classes in '" + Echo.path(folder) + "' are not those in '" + train.folder
                            + "':" + (missing.isEmpty() ? "" : " missing " + String.join(", ", missing))
                            + (missing.isEmpty() || extra.isEmpty() ? "" : ";")
                            + (extra.isEmpty() ? "" : " unknown " + String.join(", ", extra))
                            + ". Give both the same class folders.");
        }
        return part;
    }

    private static FolderPart of(Path folder, Omissions omissions, Consumer<String> notes) {
        List<String> classes = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        List<Path> loose = new ArrayList<>();
        for (Path classFolder : entries(folder, omissions)) {
            if (!Files.isDirectory(classFolder)) {
                loose.add(classFolder);
                continue;
            }
            int before = files.size();
            int nested = 0;
            for (Path child : entries(classFolder, omissions)) {
                if (Files.isDirectory(child)) {
                    nested++;
                } else {
                    files.add(child);
                    labels.add(classes.size());
                }
            }
            if (files.size() == before) {
                String name = classFolder.getFileName().toString().toLowerCase(Locale.ROOT);
                if (nested > 0 && PARTS.contains(name)) {
                    throw new IllegalArgumentException("The folder '" + folder + "' has the part '" + name
                            + "', but no part train with class folders. Name '" + classFolder
                            + "' itself to use it alone, or put train beside it.");
                }
                throw new IllegalArgumentException("The class folder '" + classFolder + "' has no images"
                        + (nested > 0 ? ", only folders" : "") + ". Put images straight into it, or move it out of '"
                        + folder + "', where every folder is a class.");
            }
            if (nested > 0) {
                notes.accept("Ignored the folders inside '" + classFolder + "': " + nested + ".");
            }
            classes.add(classFolder.getFileName().toString());
        }
        if (classes.isEmpty()) {
            boolean empty = Folders.list(folder).isEmpty();
            throw new IllegalArgumentException("The image folder '" + Echo.path(folder) + "' " + (empty
                    ? "is empty"
                    : "has no "
                            + "class folders")
                    + ". Put the images of each class into a folder of its own: "
                    + folder.resolve("cat").resolve("1.png") + ", " + folder.resolve("dog").resolve("1.png") + ".");
        }
        omissions.loose(folder, loose, "the class folders");
        ClassNames.check(classes, "the folder '" + Echo.path(folder) + "'");
        tellTwins(folder, classes, notes);
        return new FolderPart(folder, classes, files, labels.stream().mapToInt(Integer::intValue).toArray());
    }

    /** On some systems two such folders are one, and in a report they are easily confused. */
    private static void tellTwins(Path folder, List<String> classes, Consumer<String> notes) {
        Map<String, String> seen = new TreeMap<>();
        for (String name : classes) {
            String twin = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (twin != null) {
                notes.accept("The class folders '" + twin + "' and '" + Echo.path(name) + "' in '" + folder
                        + "' differ only in case. They are two classes; merge them with relabel if they are one.");
            }
        }
    }

    private static List<Path> entries(Path folder, Omissions omissions) {
        return Folders.list(folder).stream().filter(omissions::accepts).toList();
    }

    private static List<Path> folders(Path folder) {
        return Folders.list(folder).stream().filter(Files::isDirectory).toList();
    }

    /** What a file is called in reports: class and file name. */
    private String name(int index) {
        return classes.get(labels[index]) + "/" + files.get(index).getFileName();
    }

    /** The files, to be read. */
    PictureFiles pictures() {
        return new PictureFiles(folder, files, IntStream.range(0, files.size()).mapToObj(this::name).toList());
    }
}
