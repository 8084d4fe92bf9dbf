package cnn.core.data;

import cnn.api.Id;
import cnn.api.data.DataSource;

/**
 * Pictures in folders, one folder per class: {@code cat/1.png}, {@code dog/2.jpg}. With folders {@code train}, and
 * perhaps {@code validation} and {@code test}, each of these holds the class folders. Classes are numbered in the order
 * of their names. PNG, JPEG, BMP, GIF, WebP, TIFF and PNM, told by content; all are decoded once, on all processors, and kept as bytes:
 * in memory, or in a cache file where they are too many ({@link cnn.core.pictures.PictureReader}).
 *
 * <p>Pictures are resized to the shape that is asked for. Where none is asked they must agree in size, and have 3
 * channels if any of them has colour, else 1.
 *
 * @param path the folder, or a zip or tar archive of it ({@link cnn.core.archive.Archive})
 */
@Id("folder")
public record ImageFolder(String path) implements DataSource {
    /** The pictures in a folder. */
    public static ImageFolder of(String path) {
        return new ImageFolder(path);
    }

    @Override
    public Splits open(Request request) {
        try (DataPlace place = DataPlace.folder(request, path)) {
            FolderPart.Parts parts = FolderPart.find(place.path(), request.strict(), request.notes());
            return FolderImages.load(request, parts);
        }
    }
}
