package cnn.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.core.inspect.NearPairs.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearPairsTests {
    private static final NearPairs.Comparison ALL = (one, other) -> true;

    /** Hashes in clusters: random ones, and each several times with up to 8 bits changed. */
    private static long[] clusters(int count, long seed) {
        long[] hashes = new long[count];
        Rng random = new Rng(seed);
        for (int i = 0; i < count; i++) {
            long hash = Rng.key(seed, random.nextInt(Math.max(1, count / 5)));
            int changed = random.nextInt(9);
            for (int b = 0; b < changed; b++) {
                hash ^= 1L << random.nextInt(64);
            }
            hashes[i] = hash;
        }
        return hashes;
    }

    /** All with all. */
    private static List<Pair> slowly(long[] hashes, int bound) {
        List<Pair> pairs = new ArrayList<>();
        for (int j = 0; j < hashes.length; j++) {
            for (int i = 0; i < j; i++) {
                int distance = Long.bitCount(hashes[i] ^ hashes[j]);
                if (distance <= bound && isFirst(hashes, i) && (distance == 0 || isFirst(hashes, j))) {
                    pairs.add(new Pair(i, j, distance));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::distance).thenComparingInt(Pair::first)
                .thenComparingInt(Pair::second));
        return pairs;
    }

    private static boolean isFirst(long[] hashes, int number) {
        for (int i = 0; i < number; i++) {
            if (hashes[i] == hashes[number]) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 7, 10, 16})
    void findsWhatComparingAllWithAllFinds(int bound) {
        long[] hashes = clusters(700, 17 + bound);
        NearPairs found = NearPairs.of(hashes, bound, ALL);
        List<Pair> expected = slowly(hashes, bound);
        assertThat(found.nearest()).isEqualTo(expected).isNotEmpty();
        assertThat(found.count()).isEqualTo(expected.size());
    }

    @Test
    void nothingHasNoPairs() {
        assertThat(NearPairs.of(new long[0], 4, ALL).nearest()).isEmpty();
        assertThat(NearPairs.of(new long[] {5}, 4, ALL).count()).isZero();
    }

    /** Signs of hashes are bits like others. */
    @Test
    void theHighestBitCountsAsOne() {
        assertThat(NearPairs.of(new long[] {-1L, Long.MAX_VALUE, 0}, 1, ALL).nearest())
                .containsExactly(new Pair(0, 1, 1));
    }

    @Test
    void keepsTheNearestOfVeryMany() {
        long[] hashes = new long[300_000]; // 200,000 alike, and all within a bit of another
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = i < 200_000 ? 7 : Rng.key(3, i / 2) ^ i % 2;
        }
        NearPairs found = NearPairs.of(hashes, 4, ALL);
        assertThat(found.count()).isEqualTo(199_999 + 50_000);
        assertThat(found.nearest()).hasSize(NearPairs.MOST).startsWith(new Pair(0, 1, 0), new Pair(0, 2, 0))
                .allMatch(pair -> pair.distance() == 0);
    }

    /** Images of one hash that are of several kinds: each is paired with the first of its kind, and kinds never mix. */
    @Test
    void onlyWhatIsAlikeIsAPair() {
        long[] hashes = {8, 8, 9, 8, 8, 9, 1L << 40};
        NearPairs found = NearPairs.of(hashes, 4, (one, other) -> one % 2 == other % 2);
        assertThat(found.nearest()).containsExactly(new Pair(0, 4, 0), new Pair(1, 3, 0), new Pair(0, 2, 1),
                new Pair(1, 5, 1), new Pair(0, 6, 2), new Pair(2, 6, 3));
    }

    /** 60,000 images with one hash, no two alike: each is compared with 256 others at most. */
    @Test
    void timeIsBoundedWhereAllHashesAreEqual() {
        AtomicLong comparisons = new AtomicLong();
        NearPairs found = NearPairs.of(new long[60_000], 4, (one, other) -> {
            comparisons.incrementAndGet();
            return false;
        });
        assertThat(found.count()).isZero();
        assertThat(comparisons.get()).isLessThan(256L * 60_000);
    }
}
