package cnn.core.archive;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path in an archive; an absolute one is told with the archive's own path before it: {@code pictures.zip/cat/1.png}. */
final class ArchivePath implements Path {
    private final ArchiveFileSystem archive;
    private final boolean absolute;
    private final List<String> names;

    ArchivePath(ArchiveFileSystem archive, boolean absolute, List<String> names) {
        this.archive = archive;
        this.absolute = absolute;
        this.names = List.copyOf(names);
    }

    private ArchivePath with(boolean isAbsolute, List<String> newNames) {
        return new ArchivePath(archive, isAbsolute, newNames);
    }

    private ArchivePath own(Path other) {
        if (other instanceof ArchivePath path && path.archive == archive) {
            return path;
        }
        throw new ProviderMismatchException("'" + other + "' is no path in '" + archive.file() + "'");
    }

    /** The names on the way from the root. */
    List<String> names() {
        return names;
    }

    @Override
    public FileSystem getFileSystem() {
        return archive;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public @Nullable Path getRoot() {
        return absolute ? with(true, List.of()) : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return names.isEmpty() ? null : with(false, List.of(names.getLast()));
    }

    @Override
    public @Nullable Path getParent() {
        return names.isEmpty() || names.size() == 1 && !absolute
                ? null
                : with(absolute, names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public Path getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public Path subpath(int begin, int end) {
        if (begin < 0 || end <= begin || end > names.size()) {
            throw new IllegalArgumentException("'" + this + "' has " + names.size() + " names, but those from " + begin
                    + " to " + end + " were asked for.");
        }
        return with(false, names.subList(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof ArchivePath path && path.archive == archive && path.absolute == absolute
                && names.size() >= path.names.size() && names.subList(0, path.names.size()).equals(path.names);
    }

    @Override
    public boolean endsWith(Path other) {
        if (!(other instanceof ArchivePath path) || path.archive != archive || path.absolute) {
            return equals(other);
        }
        int from = names.size() - path.names.size();
        return from >= 0 && names.subList(from, names.size()).equals(path.names);
    }

    @Override
    public Path normalize() {
        List<String> plain = new ArrayList<>();
        for (String name : names) {
            if (name.equals("..") && !plain.isEmpty() && !plain.getLast().equals("..")) {
                plain.removeLast();
            } else if (!name.equals(".") && !(name.equals("..") && absolute)) { // above the root there is nothing
                plain.add(name);
            }
        }
        return with(absolute, plain);
    }

    @Override
    public Path resolve(Path other) {
        ArchivePath path = own(other);
        if (path.absolute) {
            return path;
        }
        List<String> all = new ArrayList<>(names);
        all.addAll(path.names);
        return with(absolute, all);
    }

    @Override
    public Path relativize(Path other) {
        ArchivePath path = own(other);
        if (path.absolute != absolute) {
            throw new IllegalArgumentException("'" + this + "' and '" + other + "' do not start at one place.");
        }
        int common = 0;
        while (common < Math.min(names.size(), path.names.size())
                && names.get(common).equals(path.names.get(common))) {
            common++;
        }
        List<String> way = new ArrayList<>();
        for (int i = common; i < names.size(); i++) {
            way.add("..");
        }
        way.addAll(path.names.subList(common, path.names.size()));
        return with(false, way);
    }

    @Override
    public URI toUri() {
        throw new UnsupportedOperationException("entries of archives have no URI");
    }

    @Override
    public Path toAbsolutePath() {
        return absolute ? this : with(true, names);
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        archive.provider().checkAccess(this);
        return toAbsolutePath().normalize();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("archives are not watched");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(own(other).toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArchivePath path && path.archive == archive && path.absolute == absolute
                && path.names.equals(names);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + (absolute ? 1 : 0);
    }

    @Override
    public String toString() {
        String inner = String.join("/", names);
        return !absolute ? inner : inner.isEmpty() ? archive.file().toString() : archive.file() + "/" + inner;
    }
}
