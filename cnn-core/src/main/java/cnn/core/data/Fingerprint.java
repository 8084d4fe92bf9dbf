package cnn.core.data;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * Tells whether two data sets are the same: a SHA-256 over shape, class names, labels and pixels (as little-endian
 * float32), in order; of other targets, over their descriptions and numbers instead. The names of images do not count, nor
 * does how the images are stored. Hashed in pieces of 256 images, whose hashes are then hashed, so that several threads can
 * work on it.
 */
public final class Fingerprint {
    private static final int PIECE = 256;

    private final DataSet data;
    private final byte[][] pieces;
    private FingerprintPiece piece;
    private int images;

    /** In the making, of images that are read for something else: they are to be added one after the other. */
    public Fingerprint(DataSet data) {
        this.data = data;
        pieces = new byte[(data.size() + PIECE - 1) / PIECE][];
        piece = new FingerprintPiece(data);
    }

    /** Adds the next image as the data set gave it. By one thread at a time. */
    public void add(Image image) {
        piece.add(images, image);
        images++;
        if (images % PIECE == 0 || images == data.size()) {
            pieces[(images - 1) / PIECE] = piece.end();
        }
    }

    /** 64 hexadecimal digits, once all images are added. */
    public String end() {
        return of(data, pieces);
    }

    /** 64 hexadecimal digits. Reads all images. */
    public static String of(DataSet data) {
        byte[][] pieces = new byte[(data.size() + PIECE - 1) / PIECE][];
        IntStream.range(0, pieces.length).parallel().forEach(number -> {
            FingerprintPiece piece = new FingerprintPiece(data);
            Image image = Image.of(data.shape());
            for (int i = number * PIECE; i < Math.min(data.size(), (number + 1) * PIECE); i++) {
                CheckedData.read(data, i, image);
                piece.add(i, image);
            }
            pieces[number] = piece.end();
        });
        return of(data, pieces);
    }

    private static String of(DataSet data, byte[][] pieces) {
        MessageDigest digest = Sha256.digest();
        digest.update(data.shape().toString().getBytes(StandardCharsets.UTF_8));
        boolean labelled = TargetReader.hasClasses(data.targets());
        for (Target target : data.targets()) {
            if (!labelled) {
                update(digest, target.kind().toString());
                update(digest, target.name());
            }
            target.names().forEach(name -> update(digest, name));
        }
        for (byte[] piece : pieces) {
            digest.update(piece);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}
