package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.core.data.Pooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of a source's images that a model is measured on. */
public enum Part {
    /** What training never sees. */
    TEST,
    /** What the best epoch was chosen by. */
    VALIDATION,
    /** What is learnt from. */
    TRAIN,
    /** All parts together: what a source without parts has. */
    ALL;

    /** The part that tells most: the test, else validation, else all there is. */
    public static Part best(Splits splits) {
        return splits.test() != null ? TEST : splits.validation() != null ? VALIDATION : ALL;
    }

    /**
     * This part's images.
     *
     * @throws IllegalArgumentException where the source does not have it
     */
    public DataSet images(Splits splits) {
        DataSet images = images(this, splits);
        if (images == null) {
            List<String> there = new ArrayList<>();
            for (Part part : new Part[] {TRAIN, VALIDATION, TEST}) {
                if (images(part, splits) != null) {
                    there.add(part.toString());
                }
            }
            throw new IllegalArgumentException("The data has no " + this + " part, only "
                    + String.join(" and ", there) + ". Choose one of these, or split the data.");
        }
        return images;
    }

    private static @Nullable DataSet images(Part part, Splits splits) {
        return switch (part) {
            case TEST -> splits.test();
            case VALIDATION -> splits.validation();
            case TRAIN -> splits.train();
            case ALL -> Pooled.of(Stream.of(splits.train(), splits.validation(), splits.test())
                    .filter(images -> images != null).toList());
        };
    }

    /** {@code test}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
