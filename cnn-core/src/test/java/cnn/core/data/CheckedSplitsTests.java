package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Request;
import cnn.api.data.DataSource.Splits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A source is asked as strictly within another as by itself. */
class CheckedSplitsTests {
    private static final Named DATA = new Named(List.of("a", "b"), List.of("1", "2", "3", "4"), List.of(0, 1, 0, 1));
    private static final Named NONE = new Named(List.of("a", "b"), List.of(), List.of());
    private static final Named REVERSED = new Named(List.of("b", "a"), List.of("5", "6"), List.of(0, 1));
    private static final Request REQUEST = Request.of(Path.of(""), note -> {
    });

    private static List<DataSource> around(DataSource source) {
        return List.of(source, RelabelData.of(source, Map.of("a", "x", "b", "y")), SplitData.test(source, 0.5),
                SplitData.fold(source, 1, 2), LimitData.of(source, 1),
                RelabelData.of(SplitData.fold(source, 1, 2), Map.of("a", "x", "b", "y")));
    }

    private static void refused(DataSource source, String message) {
        for (DataSource outer : around(source)) {
            assertThatThrownBy(() -> CheckedSplits.open(outer, REQUEST)).as(outer.toString())
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
        }
    }

    @Test
    void aGoodOnePassesEverywhere() {
        for (DataSource outer : around(Named.source(DATA))) {
            assertThatCode(() -> CheckedSplits.open(outer, REQUEST)).doesNotThrowAnyException();
        }
    }

    /** Relabelling would number the test images by the training part's classes. */
    @Test
    void classesInAnotherOrder() {
        refused(request -> new Splits(DATA, null, REVERSED),
                "The test data has the classes b, a, and the training data "
                        + "a, b, in another order. Both must have the same classes in the same order, since labels are their "
                        + "numbers.");
        refused(request -> new Splits(DATA, REVERSED, null), "The validation data has the classes b, a");
    }

    @Test
    void partsThatAreEmptyOrNull() {
        refused(request -> new Splits(DATA, NONE, null), "The validation data has no images. Give it some, or let the "
                + "source give null where it has none.");
        refused(request -> new Splits(DATA, null, NONE), "The test data has no images. Give it some");
        refused(request -> new Splits(null, null, null), "The data source gives null for its training images. Give a "
                + "data set.");
        refused(request -> null, "opened as null. Give its splits.");
    }

    @Test
    void labelsThatAreNoClass() {
        Named wrong = new Named(List.of("a", "b"), List.of("1", "2"), List.of(0, 2));
        refused(request -> new Splits(DATA, null, wrong), "Image 1 ('2') has the label 2, but there are 2 classes");
        refused(request -> new Splits(new Named(List.of("a", "a"), List.of("1", "2"), List.of(0, 1)), null, null),
                "Classes 0 and 1 in the training data have the same name 'a'.");
    }
}
