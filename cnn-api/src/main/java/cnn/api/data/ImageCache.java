package cnn.api.data;

import java.nio.file.Path;

/**
 * Where decoded images are kept that are too many for memory: in files, which later runs over the same images find again.
 *
 * @param folder of the files; made when the first is written
 * @param memory bytes of decoded images that may stay in memory; where there are more, all of them go to files
 */
public record ImageCache(Path folder, long memory) {
    /** Name of the folder beside runs that is taken where no other is given. */
    public static final String FOLDER = ".cnn-cache";
    /** What is left is for the network, its batches and whatever else the application does. */
    private static final int SHARE = 3;

    public ImageCache {
        if (memory < 0) {
            throw new IllegalArgumentException("The memory for decoded images must be 0 bytes or more, but was given "
                    + memory + ". Give 0 to keep all of them in files.");
        }
    }

    /** Files in this folder for images that take more than a third of the memory that Java may use. */
    public static ImageCache in(Path folder) {
        return new ImageCache(folder, Runtime.getRuntime().maxMemory() / SHARE);
    }

    /** Files in {@code runs/.cnn-cache} below a folder, beside the runs that are written there by default. */
    public static ImageCache of(Path base) {
        return in(base.resolve("runs").resolve(FOLDER));
    }

    /** With so much memory before images go to files. */
    public ImageCache memory(long bytes) {
        return new ImageCache(folder, bytes);
    }
}
