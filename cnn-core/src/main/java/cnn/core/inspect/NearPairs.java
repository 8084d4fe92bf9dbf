package cnn.core.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Hashes that differ in few bits. Cut into one band more than bits may differ, two such hashes agree in a band at least, so
 * that only those are compared that agree in one. Equal hashes are compared once: their first stands for them all, and
 * makes a pair with each of the others.
 */
final class NearPairs {
    /** Pairs that are kept, the nearest first; of more only the number is known. */
    static final int MOST = 10_000;
    private static final Comparator<Pair> NEAREST = Comparator.comparingInt(Pair::distance)
            .thenComparingInt(Pair::first).thenComparingInt(Pair::second);

    private final PriorityQueue<Pair> farthestFirst = new PriorityQueue<>(NEAREST.reversed());
    private long count;

    private NearPairs() {
    }

    /**
     * Two hashes by number.
     *
     * @param first the smaller number
     */
    record Pair(int first, int second, int distance) {
    }

    /**
     * Finds pairs of hashes that differ in at most so many bits.
     *
     * @param bound 0 to 63
     */
    static NearPairs of(long[] hashes, int bound) {
        long[] distinct = hashes.clone();
        Arrays.parallelSort(distinct);
        distinct = Arrays.stream(distinct).distinct().toArray(); // sorted still
        int[] firsts = new int[distinct.length];
        Arrays.fill(firsts, -1);
        NearPairs all = new NearPairs();
        for (int i = 0; i < hashes.length; i++) {
            int place = Arrays.binarySearch(distinct, hashes[i]);
            if (firsts[place] < 0) {
                firsts[place] = i;
            } else {
                all.add(new Pair(firsts[place], i, 0));
            }
        }
        long[] sorted = distinct;
        List<NearPairs> bands = IntStream.rangeClosed(0, bound).parallel()
                .mapToObj(band -> band(sorted, firsts, band, bound)).toList();
        bands.forEach(all::add);
        return all;
    }

    private static NearPairs band(long[] hashes, int[] firsts, int band, int bound) {
        int from = start(band, bound);
        long mask = mask(band, bound);
        long[] order = new long[hashes.length]; // a band of up to 33 bits with the place below it, but for a single band
        int most = 64 - Long.numberOfLeadingZeros(Math.max(1, hashes.length));
        NearPairs found = new NearPairs();
        if (bound == 0) {
            return found; // equal ones are found already
        }
        for (int i = 0; i < order.length; i++) {
            order[i] = (hashes[i] & mask) >>> from << most | i;
        }
        Arrays.sort(order);
        long places = (1L << most) - 1;
        for (int start = 0; start < order.length;) {
            int end = start + 1;
            while (end < order.length && order[end] >>> most == order[start] >>> most) {
                end++;
            }
            for (int a = start; a < end; a++) {
                int one = (int) (order[a] & places);
                for (int b = a + 1; b < end; b++) {
                    int other = (int) (order[b] & places);
                    long differing = hashes[one] ^ hashes[other];
                    if (Long.bitCount(differing) <= bound && !agreesBefore(differing, band, bound)) {
                        found.add(new Pair(Math.min(firsts[one], firsts[other]), Math.max(firsts[one], firsts[other]),
                                Long.bitCount(differing)));
                    }
                }
            }
            start = end;
        }
        return found;
    }

    /** Whether two hashes are found in an earlier band as well. */
    private static boolean agreesBefore(long differing, int band, int bound) {
        for (int earlier = 0; earlier < band; earlier++) {
            if ((differing & mask(earlier, bound)) == 0) {
                return true;
            }
        }
        return false;
    }

    private static int start(int band, int bound) {
        return 64 * band / (bound + 1);
    }

    private static long mask(int band, int bound) {
        int from = start(band, bound);
        int width = start(band + 1, bound) - from;
        return (width == 64 ? -1L : (1L << width) - 1) << from;
    }

    private void add(Pair pair) {
        count++;
        if (farthestFirst.size() < MOST) {
            farthestFirst.add(pair);
        } else if (NEAREST.compare(pair, farthestFirst.peek()) < 0) {
            farthestFirst.poll();
            farthestFirst.add(pair);
        }
    }

    private void add(NearPairs others) {
        others.farthestFirst.forEach(this::add);
        count += others.count - others.farthestFirst.size();
    }

    /** How many pairs there are. */
    long count() {
        return count;
    }

    /** The nearest first, of equal distance by number; {@link #MOST} at most. */
    List<Pair> nearest() {
        List<Pair> sorted = new ArrayList<>(farthestFirst);
        sorted.sort(NEAREST);
        return sorted;
    }
}
