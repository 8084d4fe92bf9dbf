package cnn.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RngTests {
    private static final int DRAWS = 100_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE, 0x123456789ABCDEFL})
    void drawsTheNumbersOfSplitMix64(long key) {
        SplittableRandom published = new SplittableRandom(key);
        Rng random = new Rng(key);
        for (int i = 0; i < 1000; i++) {
            long expected = published.nextLong();
            assertThat(random.nextLong()).isEqualTo(expected);
            assertThat(Rng.bits(key, i)).isEqualTo(expected);
            assertThat(Rng.uniform(key, i)).isEqualTo((expected >>> 40) * 0x1.0p-24f);
        }
    }

    @Test
    void startsOverAsTheStreamOfAnotherKey() {
        Rng random = new Rng(1);
        random.nextLong();
        assertThat(random.restart(2).nextLong()).isEqualTo(new Rng(2).nextLong());
    }

    @Test
    void childrenDoNotDependOnWhatWasDrawnBefore() {
        Rng fresh = new Rng(9);
        Rng used = new Rng(9);
        used.nextLong();
        assertThat(used.child(3).nextLong()).isEqualTo(fresh.child(3).nextLong());
        assertThat(fresh.child(3).nextLong()).isNotEqualTo(fresh.child(4).nextLong());
    }

    @Test
    void keysOfChildrenDoNotMeet() {
        Set<Long> keys = new HashSet<>();
        for (long parent = 0; parent < 300; parent++) {
            for (long child = 0; child < 300; child++) {
                keys.add(Rng.key(parent, child));
            }
        }
        assertThat(keys).hasSize(90_000);
    }

    @Test
    void uniformNumbersFillTheirRangeEvenly() {
        Rng random = new Rng(5);
        int[] counts = new int[10];
        for (int i = 0; i < DRAWS; i++) {
            float value = random.nextFloat(-2, 3);
            assertThat(value).isBetween(-2f, Math.nextDown(3f));
            counts[(int) ((value + 2) * 2)]++;
        }
        assertThat(Arrays.stream(counts)).allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
    }

    @Test
    void wholeNumbersStayBelowTheirBound() {
        Rng random = new Rng(6);
        int[] counts = new int[7];
        IntStream.range(0, 70_000).forEach(i -> counts[random.nextInt(7)]++);
        assertThat(Arrays.stream(counts)).allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
        assertThat(random.nextInt(1)).isZero();
        assertThat(IntStream.range(0, 100).map(i -> random.nextInt(Integer.MAX_VALUE))).allMatch(n -> n >= 0);
        assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nextInt needs a bound of at least 1 but was given 0.");
    }

    @Test
    void probabilitiesAreKept() {
        Rng random = new Rng(7);
        long hits = IntStream.range(0, DRAWS).filter(i -> random.nextBoolean(0.3)).count();
        assertThat(hits / (double) DRAWS).isCloseTo(0.3, within(0.005));
        assertThat(IntStream.range(0, 1000)).noneMatch(i -> random.nextBoolean(0)).allMatch(i -> random.nextBoolean(1));
    }

    @Test
    void gaussiansHaveTheMomentsOfTheNormalDistribution() {
        Rng random = new Rng(8);
        double[] powers = new double[5];
        for (int i = 0; i < DRAWS; i++) {
            double x = random.nextGaussian();
            for (int p = 1; p < powers.length; p++) {
                powers[p] += Math.pow(x, p) / DRAWS;
            }
        }
        assertThat(powers[1]).isCloseTo(0, within(0.015));
        assertThat(powers[2]).isCloseTo(1, within(0.02));
        assertThat(powers[3]).isCloseTo(0, within(0.06));
        assertThat(powers[4]).isCloseTo(3, within(0.15));
    }

    @Test
    void shufflingGivesEveryOrderAlike() {
        Rng random = new Rng(11);
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++) {
            int[] values = {0, 1, 2};
            random.shuffle(values);
            assertThat(values).containsExactlyInAnyOrder(0, 1, 2);
            counts[2 * values[0] + (values[1] > values[2] ? 1 : 0)]++;
        }
        assertThat(Arrays.stream(counts)).allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
    }
}
