package cnn.core.data;

import cnn.api.data.DataSource.Request;
import cnn.core.archive.Archive;
import cnn.core.text.Echo;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a source's path leads: to a folder or file on disk, or in an archive that is open until this is closed. A path may
 * go on in an archive: {@code pictures.zip/train}.
 */
final class DataPlace implements AutoCloseable {
    private final Path path;
    private final @Nullable Archive archive;

    private DataPlace(Path path, @Nullable Archive archive) {
        this.path = path;
        this.archive = archive;
    }

    /** The folder that a source's path means. Throws {@link IllegalArgumentException} where there is none. */
    static DataPlace folder(Request request, String path) {
        Path place = request.folder().resolve(path).normalize();
        if (Files.isDirectory(place)) {
            return new DataPlace(place, null);
        }
        Path file = fileOnTheWay(place);
        if (file == null) {
            throw missing("folder", place, request);
        }
        if (file.equals(place) && !Archive.isNamedSo(file) && !Archive.isOne(file)) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(place) + "' is a file, but the data's folder is wanted, or "
                            + "a zip or tar archive of it. Give the folder that holds it.");
        }
        DataPlace within = within(request, file, place);
        if (!Files.isDirectory(within.path)) {
            within.close();
            throw missing("folder", within.path, request);
        }
        return within;
    }

    /** The file that a source's path means. Throws {@link IllegalArgumentException} where there is none. */
    static DataPlace file(Request request, String path) {
        Path place = request.folder().resolve(path).normalize();
        Path file = Files.exists(place) ? place : fileOnTheWay(place);
        if (file == null) {
            throw missing("file", place, request);
        }
        if (file.equals(place)) {
            return new DataPlace(Folders.regular(place), null);
        }
        DataPlace within = within(request, file, place);
        if (!Files.exists(within.path)) {
            within.close();
            throw missing("file", within.path, request);
        }
        return new DataPlace(Folders.regular(within.path), within.archive);
    }

    private static DataPlace within(Request request, Path file, Path place) {
        Archive archive = Archive.open(file, request.strict(), request.cache().memory(), request.notes());
        return new DataPlace(file.equals(place)
                ? archive.top()
                : archive.root().resolve(file.relativize(place).toString().replace(
                        file.getFileSystem().getSeparator(), "/")),
                archive);
    }

    /** The regular file that a path is, or leads through. */
    private static @Nullable Path fileOnTheWay(Path place) {
        for (Path at = place; at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                return Files.isRegularFile(at) ? at : null;
            }
        }
        return null;
    }

    private static IllegalArgumentException missing(String what, Path place, Request request) {
        return new IllegalArgumentException("The data " + what + " '" + Echo.path(place)
                + "' does not exist. Check the path; a relative one starts at '"
                + Echo.path(request.folder().toAbsolutePath().normalize()) + "'.");
    }

    /** Whether a file lies on disk, so that it can be mapped, and not in an archive. */
    static boolean isOnDisk(Path file) {
        return file.getFileSystem() == FileSystems.getDefault();
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        if (archive != null) {
            archive.close();
        }
    }
}
