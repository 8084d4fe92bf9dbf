package cnn.api.data;

/** Told how far reading has come, one call at a time but from any thread. */
@FunctionalInterface
public interface ReadingProgress {
    /** Nobody watches. */
    ReadingProgress NONE = (read, of) -> {
    };

    /**
     * Another image was read, or found to be unreadable.
     *
     * @param read images done in this part of the data
     * @param of images in this part
     */
    void read(int read, int of);
}
