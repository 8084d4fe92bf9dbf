package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.data.ByteImages;
import cnn.core.pipeline.Sampling;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochOrderTests {
    private static final long KEY = Rng.key(7, 1);

    /** Images of so many of each class, the classes mixed. */
    private static DataSet data(int... sizes) {
        int[] labels = new int[Arrays.stream(sizes).sum()];
        int at = 0;
        for (int c = 0; c < sizes.length; c++) {
            Arrays.fill(labels, at, at += sizes[c], c);
        }
        new Rng(3).shuffle(labels);
        return new ByteImages(Shape.image(1, 1, 1), IntStream.range(0, sizes.length).mapToObj(i -> "c" + i).toList(),
                labels, new byte[labels.length][1], null);
    }

    private static int[] epoch(DataSet data, long key) {
        int[] order = new int[data.size()];
        EpochOrder.of(Sampling.BALANCED, data).draw(key, order);
        return order;
    }

    private static int[] drawn(DataSet data, int[] order) {
        int[] counts = new int[data.classes().size()];
        Arrays.stream(order).forEach(index -> counts[data.label(index)]++);
        return counts;
    }

    @Test
    void classesComeEquallyOften() {
        DataSet data = data(70, 20, 10);
        for (int epoch = 1; epoch < 20; epoch++) {
            int[] counts = drawn(data, epoch(data, Rng.key(7, epoch)));
            assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count == 33 || count == 34);
            assertThat(Arrays.stream(counts).sum()).isEqualTo(100);
        }
    }

    /** ⌊33 / 10⌋ times each, and some once more; of 70 no image twice. */
    @Test
    void aClassIsExhaustedBeforeAnImageComesAgain() {
        DataSet data = data(70, 20, 10);
        int[] times = new int[data.size()];
        Arrays.stream(epoch(data, KEY)).forEach(index -> times[index]++);
        for (int i = 0; i < times.length; i++) {
            switch (data.label(i)) {
                case 0 -> assertThat(times[i]).isBetween(0, 1);
                case 1 -> assertThat(times[i]).isBetween(1, 2);
                default -> assertThat(times[i]).isBetween(3, 4);
            }
        }
    }

    /** 33 of 70 each epoch: after 20 epochs the chance that one of them was never drawn is below 10⁻³. */
    @Test
    void otherImagesOfLargeClassesComeInOtherEpochs() {
        DataSet data = data(70, 20, 10);
        Set<Integer> seen = new HashSet<>();
        for (int epoch = 1; epoch <= 20; epoch++) {
            Arrays.stream(epoch(data, Rng.key(7, epoch))).forEach(seen::add);
        }
        assertThat(seen).hasSize(100);
    }

    @Test
    void followsFromTheKeyAlone() {
        DataSet data = data(50, 9, 1);
        assertThat(epoch(data, KEY)).isEqualTo(epoch(data, KEY)).isNotEqualTo(epoch(data, KEY + 1));
        EpochOrder order = EpochOrder.of(Sampling.BALANCED, data);
        int[] again = new int[60];
        order.draw(KEY + 1, again);
        order.draw(KEY, again); // whatever was drawn before
        assertThat(again).isEqualTo(epoch(data, KEY));
    }

    /** What is left of the division goes to other classes in other epochs. */
    @Test
    void chanceChoosesWhichClassesComeOnceMore() {
        DataSet data = data(5, 5, 5, 5, 5, 6);
        Set<Integer> favoured = new HashSet<>();
        for (int epoch = 0; epoch < 40; epoch++) {
            int[] counts = drawn(data, epoch(data, Rng.key(1, epoch)));
            for (int c = 0; c < counts.length; c++) {
                if (counts[c] == 6) {
                    favoured.add(c);
                }
            }
        }
        assertThat(favoured).hasSize(6);
    }

    @Test
    void aClassWithoutImagesTakesNoDraws() {
        assertThat(drawn(data(30, 0, 10), epoch(data(30, 0, 10), KEY))).containsExactly(20, 0, 20);
    }

    @Test
    void oneThatComesAgainIsChangedOtherwise() {
        EpochOrder order = EpochOrder.of(Sampling.BALANCED, data(9, 1));
        assertThat(order.imageKey(KEY, 3, 0)).isNotEqualTo(order.imageKey(KEY, 3, 1));
        EpochOrder shuffled = EpochOrder.of(Sampling.SHUFFLED, data(9, 1));
        assertThat(shuffled.imageKey(KEY, 3, 0)).isEqualTo(shuffled.imageKey(KEY, 3, 1)).isEqualTo(Rng.key(KEY, 3));
    }

    @Test
    void shuffledIsEachOnce() {
        int[] order = new int[100];
        EpochOrder.of(null, data(70, 30)).draw(KEY, order);
        int[] expected = IntStream.range(0, 100).toArray();
        new Rng(KEY).shuffle(expected);
        assertThat(order).isEqualTo(expected);
    }

    @Test
    void needsClasses() {
        DataSet numbers = new DataSet() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public Shape shape() {
                return Shape.image(1, 1, 1);
            }

            @Override
            public List<Target> targets() {
                return List.of(Target.numbers("x", "y"));
            }

            @Override
            public void read(int index, Image target) {
                // a black pixel
            }
        };
        assertThatThrownBy(() -> EpochOrder.of(Sampling.BALANCED, numbers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'train.sampling: balanced' needs images that have a class each, but these have the numbers "
                                + "x, y. Leave sampling out, or use data with classes.");
    }
}
