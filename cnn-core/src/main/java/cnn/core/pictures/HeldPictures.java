package cnn.core.pictures;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.api.data.PictureFiles;
import cnn.api.data.Pictures;
import cnn.core.image.ByteImage;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures in memory, one byte per number. */
final class HeldPictures implements Pictures {
    private final Shape shape;
    private final int[] files;
    private final byte[][] pixels;
    private final List<String> names;

    /**
     * These pictures, without those that are null.
     *
     * @param all the files
     * @param decoded one for each file, of 1 or of the shape's channels
     */
    HeldPictures(Shape shape, PictureFiles all, ByteImage[] decoded) {
        this.shape = shape;
        names = all.names();
        files = IntStream.range(0, decoded.length).filter(i -> decoded[i] != null).toArray();
        pixels = new byte[files.length][];
        for (int i = 0; i < files.length; i++) {
            pixels[i] = decoded[files[i]].withChannels(shape.channels()).pixels();
        }
    }

    @Override
    public int size() {
        return files.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int file(int index) {
        return files[index];
    }

    @Override
    public String name(int index) {
        return names.get(files[index]);
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
