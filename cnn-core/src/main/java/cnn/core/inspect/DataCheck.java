package cnn.core.inspect;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Request;
import cnn.api.data.DataSource.Splits;
import cnn.core.data.CheckedSplits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with data, or might be. Pictures in files are looked at as they are, before anything resizes them; the
 * images of other sources as the source gives them.
 *
 * <p>The constructor is no API: there will be more to look for.
 *
 * @param bounds what counts as out of the ordinary
 * @param damaged picture files that cannot be read, all of them
 * @param sizes how large pictures are
 * @param classes images of each class; null where images have something else than a class
 * @param duplicates what is there twice, or nearly
 */
public record DataCheck(Bounds bounds, List<Damaged> damaged, PictureSizes sizes, @Nullable ClassCounts classes,
        Duplicates duplicates) {
    public DataCheck {
        damaged = List.copyOf(damaged);
    }

    /**
     * A file that cannot be read.
     *
     * @param message which it is, what is wrong with it, and what to do
     */
    public record Damaged(Path file, String message) {
    }

    /**
     * What is out of the ordinary.
     *
     * @param distance bits in which the hashes of images that look nearly the same may differ: {@link PerceptualHash}
     * @param least pixels that a picture should have at least in height and width
     */
    public record Bounds(int distance, int least) {
        /** Height and width below which a picture tells little, where nobody says what it is resized to. */
        private static final int LEAST = 16;

        public Bounds {
            if (least < 1) {
                throw new IllegalArgumentException("Pictures cannot be expected to have at least " + least
                        + " pixels in height and width. Use 1 or more.");
            }
        }

        /** The usual ones, for pictures that are resized to this; 0 where they are not. */
        public static Bounds of(int height, int width) {
            return new Bounds(Duplicates.USUAL_DISTANCE, Math.max(1, height == 0 || width == 0
                    ? LEAST
                    : Math.min(height, width) / 2));
        }

        /** With hashes of images that look alike differing in so many bits at most. */
        public Bounds distance(int bits) {
            return new Bounds(bits, least);
        }

        /** With pictures of so many pixels at least in height and width. */
        public Bounds least(int pixels) {
            return new Bounds(distance, pixels);
        }
    }

    /**
     * Opens a source and looks at all of its images. What it refuses to open at all it refuses here in the same words.
     *
     * @param request as for training
     * @param divided splits validation images off where the source does not
     */
    public static DataCheck of(DataSource source, Request request, UnaryOperator<Splits> divided, Bounds bounds) {
        PictureInspection inspection = new PictureInspection();
        try (Splits splits = divided.apply(CheckedSplits.open(source, request.decoder(inspection)))) {
            List<InspectedPart> parts = new ArrayList<>();
            inspect("training", splits.train(), inspection, parts);
            inspect("validation", splits.validation(), inspection, parts);
            inspect("test", splits.test(), inspection, parts);
            return new DataCheck(bounds,
                    inspection.seen().stream().filter(seen -> seen.fault() != null)
                            .map(seen -> new Damaged(seen.file(),
                                    Objects.requireNonNull(seen.fault().getMessage())))
                            .toList(),
                    PictureSizes.of(parts, bounds.least),
                    parts.getFirst().hasClasses() ? ClassCounts.of(parts) : null,
                    Duplicates.in(parts, bounds.distance));
        }
    }

    private static void inspect(String name, @Nullable DataSet images, PictureInspection inspection,
            List<InspectedPart> parts) {
        if (images == null) {
            return;
        }
        if (!inspection.numbers(images)) {
            parts.add(InspectedPart.of(name, images));
            return;
        }
        List<@Nullable ImageTraits> traits = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            traits.add(inspection.seen().get(inspection.number(images, i)).traits());
        }
        parts.add(new InspectedPart(name, images, traits));
    }

    /** The parts of the data. */
    public List<InspectedPart> parts() {
        return duplicates.parts();
    }

    /** Pictures that are in several parts, or have several labels: what is measured on them is not what it seems. */
    public List<Duplicates.Group> misleading() {
        return duplicates.same().stream().filter(group -> group.crossesParts() || duplicates.labelsDiffer(group))
                .toList();
    }

    /**
     * Whether there is something that should be mended: a damaged file, a class without an image to learn from, or a
     * picture that misleads.
     */
    public boolean hasFaults() {
        return !damaged.isEmpty() || classes != null && !classes.unlearnable().isEmpty() || !misleading().isEmpty();
    }
}
