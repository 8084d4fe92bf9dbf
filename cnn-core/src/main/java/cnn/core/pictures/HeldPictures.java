package cnn.core.pictures;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.api.data.OriginalSizes;
import cnn.api.data.PictureFiles;
import cnn.core.image.ByteImage;

/** Pictures in memory, one byte per number. */
final class HeldPictures extends KeptPictures {
    private final byte[][] pixels;

    /**
     * These pictures, without those that are null.
     *
     * @param all the files
     * @param decoded one for each file, of 1 or of the shape's channels
     * @param sizes how large they were before they were resized
     */
    HeldPictures(Shape shape, PictureFiles all, ByteImage[] decoded, OriginalSizes sizes) {
        super(shape, all, decoded.length, i -> decoded[i] != null, sizes);
        pixels = new byte[size()][];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = decoded[file(i)].withChannels(shape.channels()).pixels();
        }
    }

    @Override
    public void read(int index, Image target) {
        ByteImage.copy(pixels[index], target.pixels());
    }

    @Override
    public void close() {
        // what memory holds is freed when nobody refers to it
    }
}
