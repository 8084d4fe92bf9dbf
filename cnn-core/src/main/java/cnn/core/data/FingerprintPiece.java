package cnn.core.data;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/** The hash of neighbouring images: of each its label as an int32, or its targets as float32, and its pixels as float32. */
final class FingerprintPiece {
    private final DataSet data;
    private final boolean labelled;
    private final TargetReader targets;
    private final float[] numbers;
    private final ByteBuffer bytes;
    private final MessageDigest digest = Sha256.digest();

    FingerprintPiece(DataSet data) {
        this.data = data;
        labelled = TargetReader.hasClasses(data.targets());
        targets = new TargetReader(data);
        numbers = new float[targets.width()];
        bytes = ByteBuffer.allocate(4 * (labelled ? 1 : numbers.length) + 4 * data.shape().size())
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Adds an image of this number, as the data set gave it. */
    void add(int index, Image image) {
        bytes.clear();
        if (labelled) {
            bytes.putInt(CheckedData.label(data, index));
        } else {
            targets.read(index, numbers, 0);
            for (float number : numbers) {
                bytes.putFloat(number);
            }
        }
        bytes.asFloatBuffer().put(image.pixels());
        digest.update(bytes.rewind());
    }

    /** The hash of what was added since the last one. */
    byte[] end() {
        return digest.digest();
    }
}
