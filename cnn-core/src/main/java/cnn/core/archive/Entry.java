package cnn.core.archive;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder of an archive.
 *
 * @param size bytes of a file; 0 of a folder
 * @param place what finds a file's content; null for a folder
 * @param children what a folder holds, by name; empty for a file
 */
record Entry(long size, @Nullable Object place, TreeMap<String, Entry> children) implements BasicFileAttributes {
    static Entry folder() {
        return new Entry(0, null, new TreeMap<>());
    }

    static Entry file(long size, Object place) {
        return new Entry(size, place, new TreeMap<>());
    }

    @Override
    public boolean isRegularFile() {
        return place != null;
    }

    @Override
    public boolean isDirectory() {
        return place == null;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public @Nullable Object fileKey() {
        return null;
    }

    @Override
    public FileTime lastModifiedTime() {
        return FileTime.fromMillis(0); // nothing depends on times
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
        return lastModifiedTime();
    }
}
