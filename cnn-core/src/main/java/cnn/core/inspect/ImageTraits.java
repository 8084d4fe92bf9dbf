package cnn.core.inspect;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.data.CheckedData;
import cnn.core.image.ByteImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is kept of an image when others like it are to be found: little, so that millions fit into memory.
 *
 * @param shape its height, width and channels
 * @param digest the same for the same samples alone
 * @param appearance what it looks like
 */
public record ImageTraits(Shape shape, ImageDigest digest, Appearance appearance) {
    private static final int PIECE = 256;

    /** Those of a picture as it was decoded. */
    public static ImageTraits of(ByteImage picture) {
        return new ImageTraits(picture.shape(), ImageDigest.of(picture), Appearance.of(picture));
    }

    /** Those of all images of a data set, as it gives them. Reads them on all processors. */
    public static List<ImageTraits> of(DataSet data) {
        ImageTraits[] traits = new ImageTraits[data.size()];
        IntStream.range(0, (traits.length + PIECE - 1) / PIECE).parallel().forEach(piece -> {
            Image image = Image.of(data.shape());
            ByteBuffer room = ByteBuffer.allocate(ImageDigest.room(data.shape()));
            for (int i = piece * PIECE; i < Math.min(traits.length, (piece + 1) * PIECE); i++) {
                CheckedData.read(data, i, image);
                traits[i] = new ImageTraits(data.shape(), ImageDigest.of(image, room), Appearance.of(image));
            }
        });
        return Arrays.asList(traits);
    }
}
