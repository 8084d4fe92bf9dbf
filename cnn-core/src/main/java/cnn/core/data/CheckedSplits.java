package cnn.core.data;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Request;
import cnn.api.data.DataSource.Splits;
import cnn.core.registry.Fault;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a source and makes sure that what it gives keeps to the contract, wherever the source stands: sources inside
 * another, such as that of {@link RelabelData}, are asked as strictly as a pipeline's own. Nothing later asks again:
 * batches trust labels and shapes.
 */
public final class CheckedSplits {
    private CheckedSplits() {
    }

    /**
     * Opens a source.
     *
     * @throws IllegalArgumentException where a part is missing, empty or in contradiction to the training part
     */
    public static Splits open(DataSource source, Request request) {
        Splits splits = opened(source, request);
        if (splits == null) {
            throw new IllegalArgumentException("The data source " + source.getClass().getName()
                    + " opened as null. Give its splits.");
        }
        CheckedData.check(splits.train(), "training");
        check(splits.train(), splits.validation(), "validation");
        check(splits.train(), splits.test(), "test");
        return splits;
    }

    /** What a source refuses in its own words stays so; what it did not foresee is told with its name. */
    private static @Nullable Splits opened(DataSource source, Request request) {
        try {
            return source.open(request);
        } catch (IllegalArgumentException | UncheckedIOException refusal) {
            throw refusal;
        } catch (RuntimeException | LinkageError thrown) {
            if (thrown instanceof IllegalStateException && thrown.getMessage() != null) {
                throw thrown;
            }
            throw Fault.of(null, source, "open", thrown);
        }
    }

    private static void check(DataSet train, @Nullable DataSet part, String name) {
        if (part == null) {
            return;
        }
        CheckedData.check(part, name);
        if (part.size() == 0) {
            throw new IllegalArgumentException("The " + name + " data has no images. Give it some, or let the source "
                    + "give null where it has none.");
        }
        CheckedData.alike(train, part, name);
    }
}
