package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.pictures.Pictures;
import java.util.List;

/** The pictures of one part of an image folder, with the classes of their folders. */
final class LabelledPictures implements DataSet {
    private final FolderPart part;
    private final Pictures pictures;

    LabelledPictures(FolderPart part, Pictures pictures) {
        this.part = part;
        this.pictures = pictures;
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public Shape shape() {
        return pictures.shape();
    }

    @Override
    public List<String> classes() {
        return part.classes();
    }

    @Override
    public int label(int index) {
        return part.labels()[pictures.file(index)];
    }

    @Override
    public void read(int index, Image target) {
        pictures.read(index, target);
    }

    @Override
    public String name(int index) {
        return part.name(pictures.file(index));
    }

    @Override
    public void close() {
        pictures.close();
    }
}
