package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.model.Preprocessing;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A data set that was well when it was opened, and no longer is when batches are filled. */
class LyingDataTests {
    private static final int BAD = 5;

    /** Image 5 turns bad. */
    private static final class Lying implements DataSet {
        private int label;
        private float pixel;
        private boolean throwing;

        @Override
        public int size() {
            return 8;
        }

        @Override
        public Shape shape() {
            return Shape.image(2, 2, 1);
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b");
        }

        @Override
        public int label(int index) {
            return index == BAD ? label : 0;
        }

        @Override
        public void read(int index, Image target) {
            if (throwing && index == BAD) {
                throw new IllegalStateException("The disk is gone.");
            }
            for (int i = 0; i < 4; i++) {
                target.pixels()[i] = index == BAD ? pixel : 0;
            }
        }
    }

    private final Lying data = new Lying();

    private void rejects(List<Augmenter> augmenters, String message) {
        rejects(augmenters, () -> {
        }, message);
    }

    private void rejects(List<Augmenter> augmenters, Runnable turn, String message) {
        try (BatchLoader loader = new BatchLoader(data, Preprocessing.none(data.shape()), augmenters, List.of(), 4, 2,
                1, EpochOrder.of(null, data))) {
            turn.run();
            loader.start(1, false, 0);
            assertThatThrownBy(() -> {
                for (Batch batch = loader.take(); batch != null; batch = loader.take()) {
                    loader.release();
                }
            }).hasMessageStartingWith(message);
        }
    }

    @Test
    void aLabelThatTurnsWrongWritesIntoNoOtherTarget() {
        rejects(List.of(), () -> data.label = 2,
                "Image 5 ('#5') has the label 2, but there are 2 classes (a, b), numbered from 0 to 1.");
        data.label = 0;
        rejects(List.of(), () -> data.label = -1, "Image 5 ('#5') has the label -1, but there are 2 classes");
    }

    @Test
    void aLabelThatTurnsIntoAnotherIsNotLearntFrom() {
        rejects(List.of(), () -> data.label = 1, "Image 5 ('#5') has the label 1 now, and had 0 when the data was "
                + "opened. Let the data set's label give the same each time");
    }

    @Test
    void pixelsThatTurnIntoNoNumbersAreNotLearntFrom() {
        data.pixel = Float.NaN;
        rejects(List.of(), "Image 5 ('#5') has pixels that are no numbers (NaN or infinite), or that read() leaves");
    }

    @Test
    void anAugmenterThatMakesThemIsBlamed() {
        Augmenter infinite = (source, target, random) -> Arrays.fill(target.pixels(), 1f / 0f);
        rejects(List.of(infinite),
                "Image 0 ('#0') has pixels that are no numbers (NaN or infinite) after the augmenters");
    }

    @Test
    void anImageThatCannotBeReadAnyMoreIsNamed() {
        data.throwing = true;
        rejects(List.of(), "Image 5 ('#5') cannot be read: The disk is gone. Mend the data set's read");
    }
}
