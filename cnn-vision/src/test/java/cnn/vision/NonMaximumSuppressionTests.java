package cnn.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTests {
    private static final NonMaximumSuppression HALF = NonMaximumSuppression.of().overlap(0.5).score(0);

    private static Detection of(double left, double width, int index, double score) {
        return new Detection(new Box((float) left, 0, (float) (left + width), 10), "c" + index, index, (float) score);
    }

    private static List<Detection> many(Random random) {
        List<Detection> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(of(random.nextDouble(40), 5 + random.nextDouble(10), random.nextInt(3), (i + 1) / 61.0));
        }
        return all;
    }

    @Test
    void keepsTheBestOfThoseThatOverlap() {
        Detection best = of(0, 10, 0, 0.9);
        Detection duplicate = of(1, 10, 0, 0.8); // 9/11
        Detection neighbour = of(6, 10, 0, 0.7); // 4/16
        Detection other = of(1, 10, 1, 0.6);
        List<Detection> all = List.of(neighbour, other, duplicate, best);
        assertThat(HALF.apply(all)).containsExactly(best, neighbour, other);
        assertThat(HALF.acrossAllClasses().apply(all)).containsExactly(best, neighbour);
        assertThat(HALF.most(1).apply(all)).containsExactly(best);
        assertThat(HALF.score(0.6f).apply(all)).containsExactly(best, neighbour); // a score must exceed it
        assertThat(HALF.overlap(0.9).apply(all)).containsExactly(best, duplicate, neighbour, other);
        assertThat(HALF.apply(List.of())).isEmpty();
    }

    @Test
    void keepsSoManyOfEachClass() {
        List<Detection> all = List.of(of(0, 10, 0, 0.9), of(20, 10, 0, 0.8), of(40, 10, 0, 0.7), of(0, 10, 1, 0.6));
        assertThat(HALF.mostPerClass(2).apply(all)).containsExactly(all.get(0), all.get(1), all.get(3));
        assertThat(HALF.mostPerClass(1).softened(0.5).apply(all)).containsExactly(all.get(0), all.get(3));
        assertThat(HALF.mostPerClass(1).most(1).apply(all)).containsExactly(all.get(0));
        assertThatThrownBy(() -> HALF.mostPerClass(0)).hasMessageContaining("At least 1 box can be kept but 0 were");
    }

    /** Half of each other: an overlap of exactly 1/2 is kept. */
    @Test
    void keepsAnOverlapThatEqualsTheLimit() {
        assertThat(HALF.apply(List.of(of(0, 10, 0, 0.9), of(0, 5, 0, 0.8)))).hasSize(2);
    }

    @Test
    void doesNotDependOnTheOrder() {
        Random random = new Random(3);
        List<Detection> all = many(random);
        List<Detection> kept = HALF.apply(all);
        List<Detection> softly = HALF.softened(0.5).score(0.1).apply(all);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(all, random);
            assertThat(HALF.apply(all)).isEqualTo(kept);
            assertThat(HALF.softened(0.5).score(0.1).apply(all)).isEqualTo(softly);
        }
    }

    /** None of a class overlaps another by more than the limit, and whatever is dropped overlaps a better one that is kept. */
    @Test
    void keepsNoTwoOfOneThing() {
        Random random = new Random(4);
        for (int i = 0; i < 50; i++) {
            List<Detection> all = many(random);
            List<Detection> kept = HALF.apply(all);
            for (Detection one : all) {
                boolean isDouble = kept.stream().anyMatch(other -> other != one && other.index() == one.index()
                        && other.score() > one.score() && other.box().overlap(one.box()) > 0.5);
                assertThat(kept.contains(one)).isEqualTo(!isDouble);
            }
        }
    }

    /** The second overlaps the first by 9/11, the third both by 4/16 and 5/15. */
    @Test
    void softensScores() {
        List<Detection> kept = HALF.softened(0.5)
                .apply(List.of(of(0, 10, 0, 0.9), of(1, 10, 0, 0.8), of(6, 10, 0, 0.7)));
        assertThat(kept).extracting(one -> one.box().left()).containsExactly(0f, 6f, 1f);
        double third = 0.7 * Math.exp(-0.25 * 0.25 / 0.5);
        double second = 0.8 * Math.exp(-Math.pow(9.0 / 11, 2) / 0.5) * Math.exp(-1.0 / 9 / 0.5);
        assertThat(kept.get(1).score()).isCloseTo((float) third, within(1e-6f));
        assertThat(kept.get(2).score()).isCloseTo((float) second, within(1e-6f));
        assertThat(HALF.softened(0.5).score(0.2).apply(List.of(of(0, 10, 0, 0.9), of(0, 10, 0, 0.8)))).hasSize(1);
    }

    @Test
    void saysWhatCannotBe() {
        assertThatThrownBy(() -> HALF.overlap(1.5))
                .hasMessage("An overlap is from 0 to 1 but was given as 1.5. Use for example 0.45.");
        assertThatThrownBy(() -> HALF.score(Double.NaN))
                .hasMessage("The least score is no number. Use for example 0.25.");
        assertThatThrownBy(() -> HALF.most(0))
                .hasMessage("At least 1 box can be kept but 0 were asked for. Use for example 300.");
        assertThatThrownBy(() -> HALF.softened(-1))
                .hasMessage("A sigma is a number from 0 on but was given as -1.0. Use "
                        + "for example 0.5, or 0 to drop overlapping boxes.");
    }
}
