package cnn.core.image;

import org.jspecify.annotations.Nullable;

/** Java's own reader of a format was taken out of the registry, which is no fault of any file. */
final class MissingReaderException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MissingReaderException(String name, @Nullable Throwable cause) {
        super("Java's own image reader " + name + " is not in the registry of javax.imageio, though every JDK puts it "
                + "there: the application or a library has taken it out. Leave it in, or read a picture of its format "
                + "before it is taken out; pictures are then read by it all the same.", cause);
    }
}
