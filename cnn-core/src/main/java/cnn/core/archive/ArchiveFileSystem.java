package cnn.core.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entries of an archive as files and folders that can only be read. */
final class ArchiveFileSystem extends FileSystem {
    private final Path file;
    private final Entry root;
    private final EntryContents contents;
    private final ArchiveProvider provider = new ArchiveProvider();
    private volatile boolean open = true;

    ArchiveFileSystem(Path file, Entry root, EntryContents contents) {
        this.file = file;
        this.root = root;
        this.contents = contents;
    }

    /** The archive itself. */
    Path file() {
        return file;
    }

    Path root() {
        return new ArchivePath(this, true, List.of());
    }

    /** See {@link Archive#top}. */
    Path top() {
        List<Map.Entry<String, Entry>> shown = root.children().entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith(".") && !entry.getKey().equals("__MACOSX")).toList();
        boolean wrapped = shown.size() == 1
                && shown.getFirst().getValue().children().values().stream().anyMatch(Entry::isDirectory);
        return wrapped ? root().resolve(shown.getFirst().getKey()) : root();
    }

    /** The entry that a path means. */
    Entry find(Path path) throws NoSuchFileException {
        Entry entry = root;
        for (String name : ((ArchivePath) path.normalize()).names()) {
            Entry child = entry.children().get(name);
            if (child == null) {
                throw new NoSuchFileException(path.toString());
            }
            entry = child;
        }
        return entry;
    }

    byte[] read(Entry entry) throws IOException {
        if (!open) {
            throw new IOException("the archive '" + file + "' is closed");
        }
        return contents.read(entry);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        open = false;
        try {
            contents.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(root());
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public Path getPath(String first, String... more) {
        String whole = more.length == 0 ? first : first + "/" + String.join("/", more);
        List<String> names = new ArrayList<>();
        for (String name : whole.split("/")) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new ArchivePath(this, whole.startsWith("/"), names);
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException("archives are not searched by patterns");
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("entries of archives have no owners");
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("archives are not watched");
    }
}
