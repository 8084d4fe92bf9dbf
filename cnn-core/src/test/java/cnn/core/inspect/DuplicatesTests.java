package cnn.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.core.data.ByteImages;
import cnn.core.inspect.Duplicates.Group;
import cnn.core.inspect.Duplicates.Pair;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicatesTests {
    private static final Shape SHAPE = Shape.image(16, 16, 1);

    /** Noise by number; a negative number is the positive one's with one pixel changed. */
    private static DataSet noise(int[] labels, int... numbers) {
        byte[][] pixels = new byte[numbers.length][SHAPE.size()];
        for (int i = 0; i < numbers.length; i++) {
            for (int p = 0; p < SHAPE.size(); p++) {
                pixels[i][p] = (byte) (255 * Rng.uniform(Rng.key(5, Math.abs(numbers[i])), p));
            }
            pixels[i][7] ^= (byte) (numbers[i] < 0 ? 1 : 0);
        }
        return new ByteImages(SHAPE, List.of("a", "b"), labels, pixels, null);
    }

    private static final DataSet TRAIN = noise(new int[] {0, 0, 1, 0, 1}, 1, 2, 1, 3, 4);
    private static final DataSet TEST = noise(new int[] {0, 1, 1, 0}, 9, 3, 1, -4);

    private static Duplicates found() {
        return Duplicates.in(List.of(InspectedPart.of("training", TRAIN), InspectedPart.of("test", TEST)), 4);
    }

    @Test
    void equalImagesAreAGroupWhereverTheyAre() {
        Duplicates found = found();
        assertThat(found.same()).containsExactly(
                new Group(List.of(new Place(0, 0), new Place(0, 2), new Place(1, 2))),
                new Group(List.of(new Place(0, 3), new Place(1, 1))));
        assertThat(found.same()).allMatch(Group::crossesParts).allMatch(found::labelsDiffer);
    }

    @Test
    void eachOfOnePartIsPairedWithTheFirstThatItEquals() {
        assertThat(found().sameIn(0, 1)).containsExactly(new Pair(new Place(0, 3), new Place(1, 1), 0),
                new Pair(new Place(0, 0), new Place(1, 2), 0));
        assertThat(found().sameIn(1, 0)).hasSize(3);
    }

    @Test
    void aChangedPixelIsNearlyTheSame() {
        Duplicates found = found();
        assertThat(found.alikeInAll()).isEqualTo(1);
        assertThat(found.alike()).hasSize(1).first().satisfies(pair -> {
            assertThat(pair.first()).isEqualTo(new Place(0, 4));
            assertThat(pair.second()).isEqualTo(new Place(1, 3));
            assertThat(found.labelsDiffer(pair)).isTrue();
        });
        assertThat(found.alikeIn(0, 1)).isEqualTo(found.alike());
        assertThat(found.alikeIn(0, 0)).isEmpty();
    }

    @Test
    void whatCannotBeReadEqualsNothing() {
        InspectedPart unread = new InspectedPart("training", TRAIN, Arrays.asList(new ImageTraits[5]));
        assertThat(Duplicates.in(List.of(unread), 4).same()).isEmpty();
    }

    @Test
    void theSameSamplesInAnotherShapeAreAnotherImage() {
        byte[] flat = new byte[4];
        DataSet wide = new ByteImages(Shape.image(1, 4, 1), List.of("a"), new int[1], new byte[][] {flat}, null);
        DataSet high = new ByteImages(Shape.image(4, 1, 1), List.of("a"), new int[1], new byte[][] {flat}, null);
        Duplicates found = Duplicates.in(List.of(InspectedPart.of("one", wide), InspectedPart.of("other", high)), 0);
        assertThat(found.same()).isEmpty();
        assertThat(found.alike()).hasSize(1);
    }

    @Test
    void refusesDistancesThatMeanNothing() {
        assertThatThrownBy(() -> Duplicates.in(List.of(), 17)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "Hashes of images that look alike cannot differ in 17 bits. Use from 0 to 16, for example 4.");
        assertThatThrownBy(() -> new InspectedPart("training", TRAIN, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Every image needs its traits, but there are 5 images and the traits of 0. Give as many of "
                        + "both.");
    }
}
