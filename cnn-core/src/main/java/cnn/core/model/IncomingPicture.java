package cnn.core.model;

import cnn.api.data.Image;
import cnn.core.image.ByteImage;
import cnn.core.image.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A picture that an application brings in one of several ways: all lead to the same numbers. */
final class IncomingPicture {
    private static final String WAYS = "Give an Image, a Path, a byte[] or an InputStream with a whole image file, or a "
            + "BufferedImage.";

    private IncomingPicture() {
    }

    /** The picture in the shape that a model takes. */
    static Image fitted(@Nullable Object picture, Model model) {
        return switch (picture) {
            case null -> throw new IllegalArgumentException("The picture is null. " + WAYS);
            case byte[] none when none.length == 0 -> throw new IllegalArgumentException(
                    "The picture's bytes are none: the byte[] has the length 0. Give the whole content of an image file.");
            case Image image -> model.fit(image);
            case Path file -> model.fit(ImageDecoder.decode(file));
            case byte[] file -> model.fit(ImageDecoder.decode("bytes in memory", file));
            case InputStream file -> model.fit(ImageDecoder.decode("a stream", file));
            case BufferedImage image -> model.fit(ByteImage.of(image));
            default -> throw new IllegalArgumentException("A picture cannot come as " + picture.getClass().getName()
                    + ". " + WAYS);
        };
    }
}
