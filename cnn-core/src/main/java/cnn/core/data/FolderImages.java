package cnn.core.data;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Pictures;
import cnn.core.pictures.StandardDecoder;
import cnn.core.text.Echo;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads the files of an image folder, and gives each picture the class of its folder. */
final class FolderImages {
    private FolderImages() {
    }

    static DataSource.Splits load(DataSource.Request request, FolderPart.Parts parts) {
        List<FolderPart> all = Stream.of(parts.train(), parts.validation(), parts.test()).filter(part -> part != null)
                .toList();
        List<Pictures> pictures = StandardDecoder.pictures(all.stream().map(FolderPart::pictures).toList(), request);
        List<DataSet> sets = IntStream.range(0, all.size())
                .mapToObj(i -> pictures.get(i).labelled(all.get(i).classes(), all.get(i).labels())).toList();
        boolean complete = false;
        try {
            for (int i = 0; i < all.size(); i++) {
                checkClasses(all.get(i), sets.get(i));
            }
            complete = true;
        } finally {
            if (!complete) {
                pictures.forEach(Pictures::close);
            }
        }
        return new DataSource.Splits(sets.getFirst(),
                parts.validation() == null ? null : sets.get(1),
                parts.test() == null ? null : sets.getLast());
    }

    private static void checkClasses(FolderPart part, DataSet set) {
        int[] counts = new int[part.classes().size()];
        for (int i = 0; i < set.size(); i++) {
            counts[set.label(i)]++;
        }
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                throw new IllegalArgumentException("The class folder '"
                        + Echo.path(part.folder().resolve(part.classes().get(c)))
                        + "' has no image that can be read. Put PNG, JPEG, BMP, GIF, WebP, TIFF or PNM files into it, "
                        + "or move it out of '" + Echo.path(part.folder()) + "', where every folder is a class.");
            }
        }
    }
}
