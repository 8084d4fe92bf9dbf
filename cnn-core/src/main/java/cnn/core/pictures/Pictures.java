package cnn.core.pictures;

import cnn.api.Shape;
import cnn.api.data.Image;

/** Decoded pictures of one shape by number, wherever they are kept. Any number of threads may read. */
public sealed interface Pictures extends AutoCloseable permits HeldPictures, MappedPictures {
    /** Number of pictures: of the files, those that could be read. */
    int size();

    /** Shape of every picture. */
    Shape shape();

    /** Which of the files a picture is from. They are in the files' order. */
    int file(int index);

    /** Overwrites an image of the same shape, values in [0, 1]. */
    void read(int index, Image target);

    /** Gives back what reading needs. Pictures cannot be read afterwards. */
    @Override
    void close();
}
