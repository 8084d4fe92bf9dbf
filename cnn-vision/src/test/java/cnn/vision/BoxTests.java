package cnn.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoxTests {
    private static Box random(Random random) {
        return Box.spanning(random.nextFloat(100), random.nextFloat(100), random.nextFloat(100), random.nextFloat(100));
    }

    @Test
    void overlapIsIntersectionOverUnion() {
        Box square = new Box(0, 0, 2, 2);
        assertThat(square.overlap(new Box(1, 1, 3, 3))).isCloseTo(1.0 / 7, within(1e-12));
        assertThat(square.overlap(new Box(0, 0, 2, 1))).isEqualTo(0.5);
        assertThat(square.overlap(square)).isEqualTo(1);
        assertThat(square.overlap(new Box(2, 0, 4, 2))).isZero(); // they touch
        assertThat(new Box(1, 1, 1, 1).overlap(new Box(1, 1, 1, 1))).isZero();
    }

    /** With C = 9, union 7: 1/7 − 2/9; far apart with C = 12, union 8 of width 6: −4/12. */
    @Test
    void generalizedOverlapTellsHowFarApart() {
        Box square = new Box(0, 0, 2, 2);
        assertThat(square.generalizedOverlap(new Box(1, 1, 3, 3))).isCloseTo(1.0 / 7 - 2.0 / 9, within(1e-12));
        assertThat(square.generalizedOverlap(new Box(4, 0, 6, 2))).isCloseTo(-1.0 / 3, within(1e-12));
        assertThat(square.generalizedOverlap(square)).isEqualTo(1);
    }

    @Test
    void overlapsAreSymmetricAndBounded() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Box one = random(random);
            Box other = random(random);
            assertThat(one.overlap(other)).isEqualTo(other.overlap(one)).isBetween(0.0, 1.0);
            assertThat(one.generalizedOverlap(other)).isEqualTo(other.generalizedOverlap(one))
                    .isBetween(-1.0, one.overlap(other) + 1e-12);
        }
    }

    @Test
    void isMadeOfCentresAndOfAnyCorners() {
        assertThat(Box.ofCentre(5, 6, 4, 2)).isEqualTo(new Box(3, 5, 7, 7));
        assertThat(Box.ofCentre(5, 6, -4, 2)).isEqualTo(new Box(5, 5, 5, 7));
        assertThat(Box.spanning(7, 5, 3, 7)).isEqualTo(new Box(3, 5, 7, 7));
        assertThat(new Box(-3, 2, 12, 30).within(10, 20)).isEqualTo(new Box(0, 2, 10, 20));
        assertThat(new Box(30, 2, 40, 3).within(10, 20).area()).isZero();
    }

    @Test
    void refusesEdgesThatCross() {
        assertThatThrownBy(() -> new Box(3, 0, 1, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A box needs finite edges, left before right and top before bottom, but was given 3.0, 0.0, "
                                + "1.0, 2.0. Use ofCentre for a centre and lengths, spanning for any two corners.");
        assertThatThrownBy(() -> new Box(Float.NaN, 0, 1, 2)).hasMessageContaining("NaN");
    }
}
