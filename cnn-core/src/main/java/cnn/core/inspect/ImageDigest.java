package cnn.core.inspect;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.file.Sha256;
import cnn.core.image.ByteImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * What tells whether two images are the same: the first 128 bits of SHA-256 over shape and samples. Files that were
 * compressed otherwise but hold the same samples have one digest.
 *
 * @param first 64 bits
 * @param second 64 bits
 */
public record ImageDigest(long first, long second) {
    /** The digest of a picture's bytes. */
    public static ImageDigest of(ByteImage picture) {
        return of(picture.shape(), ByteBuffer.wrap(picture.pixels()));
    }

    /**
     * The digest of an image's floats.
     *
     * @param room for as many bytes, to be overwritten
     */
    static ImageDigest of(Image image, ByteBuffer room) {
        room.clear().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(image.pixels());
        return of(image.shape(), room);
    }

    /** Bytes of room that images of a shape need. */
    static int room(Shape shape) {
        return Math.multiplyExact(Float.BYTES, shape.size());
    }

    private static ImageDigest of(Shape shape, ByteBuffer samples) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(3 * Integer.BYTES).putInt(shape.height()).putInt(shape.width())
                .putInt(shape.channels()).flip());
        digest.update(samples);
        ByteBuffer bits = ByteBuffer.wrap(digest.digest());
        return new ImageDigest(bits.getLong(), bits.getLong());
    }
}
