package cnn.core.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets {@link java.nio.file.Files} look into archives. Nothing is registered: paths come from {@link Archive} alone. */
final class ArchiveProvider extends FileSystemProvider {
    private static ArchiveFileSystem archive(Path path) {
        return (ArchiveFileSystem) path.getFileSystem();
    }

    private static Entry entry(Path path) throws IOException {
        return archive(path).find(path);
    }

    private static byte[] content(Path path) throws IOException {
        Entry entry = entry(path);
        if (entry.isDirectory()) {
            throw new FileSystemException(path.toString(), null, "it is a folder");
        }
        return archive(path).read(entry);
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        return new ByteArrayInputStream(content(path));
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws IOException {
        if (options.stream().anyMatch(option -> option != StandardOpenOption.READ)) {
            throw new ReadOnlyFileSystemException();
        }
        return new BytesChannel(content(path));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        Entry entry = entry(folder);
        if (!entry.isDirectory()) {
            throw new NotDirectoryException(folder.toString());
        }
        List<Path> children = new ArrayList<>();
        for (String name : entry.children().keySet()) {
            Path child = folder.resolve(name);
            if (filter.accept(child)) {
                children.add(child);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return children.iterator();
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (type != BasicFileAttributes.class) {
            throw new UnsupportedOperationException("entries of archives have basic attributes alone");
        }
        return type.cast(entry(path));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException("entries of archives have basic attributes alone");
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(Path path, Class<V> type,
            LinkOption... options) {
        return null; // as for views that are not supported
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        entry(path);
        for (AccessMode mode : modes) {
            if (mode != AccessMode.READ) {
                throw new FileSystemException(path.toString(), null, "an archive's entries can only be read");
            }
        }
    }

    @Override
    public boolean isSameFile(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    @Override
    public boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    @Override
    public String getScheme() {
        return "archive";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> options) {
        throw new UnsupportedOperationException("archives have no URI");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException("archives have no URI");
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("archives have no URI");
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException("archives have no store of their own");
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void delete(Path path) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new ReadOnlyFileSystemException();
    }
}
