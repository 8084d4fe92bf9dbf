package cnn.core.data;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * Tells whether two data sets are the same: a SHA-256 over shape, class names, labels and pixels (as little-endian
 * float32), in order; of other targets, over their descriptions and numbers instead. The names of images do not count, nor does how the images are stored. Hashed in pieces of 256
 * images, whose hashes are then hashed, so that several threads can work on it.
 */
public final class Fingerprint {
    private static final int PIECE = 256;

    private Fingerprint() {
    }

    /** 64 hexadecimal digits. */
    public static String of(DataSet data) {
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
        byte[][] pieces = new byte[(data.size() + PIECE - 1) / PIECE][];
        IntStream.range(0, pieces.length).parallel().forEach(piece -> pieces[piece] = piece(data, piece * PIECE));
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

    private static byte[] piece(DataSet data, int from) {
        MessageDigest digest = Sha256.digest();
        Image image = Image.of(data.shape());
        boolean labelled = TargetReader.hasClasses(data.targets());
        TargetReader targets = new TargetReader(data);
        float[] numbers = new float[targets.width()];
        int known = labelled ? 1 : numbers.length;
        ByteBuffer bytes = ByteBuffer.allocate(4 * known + 4 * data.shape().size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i < Math.min(data.size(), from + PIECE); i++) {
            CheckedData.read(data, i, image);
            bytes.clear();
            if (labelled) {
                bytes.putInt(CheckedData.label(data, i));
            } else {
                targets.read(i, numbers, 0);
                for (float number : numbers) {
                    bytes.putFloat(number);
                }
            }
            bytes.asFloatBuffer().put(image.pixels());
            digest.update(bytes.rewind());
        }
        return digest.digest();
    }

}
