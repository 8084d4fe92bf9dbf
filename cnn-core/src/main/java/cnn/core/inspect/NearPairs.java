package cnn.core.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Images whose hashes differ in few bits and that are alike when they are compared. Cut into one band more than bits may
 * differ, two such hashes agree in a band at least, so that only those are compared that agree in one. Of images with one
 * hash each is compared with those that are like none before them, its leaders, and makes a pair with the first that it is
 * like; only leaders are compared with those of other hashes. A hash has no more than 256 leaders, so that time is bounded
 * where thousands of images have one hash.
 */
final class NearPairs {
    /** Pairs that are kept, the nearest first; of more only the number is known. */
    static final int MOST = 10_000;
    private static final Comparator<Pair> NEAREST = Comparator.comparingInt(Pair::distance)
            .thenComparingInt(Pair::first).thenComparingInt(Pair::second);

    private static final int MOST_LEADERS = 256;
    private static final int[] NONE = {};

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

    /** Whether two images with near hashes are alike. */
    interface Comparison {
        boolean areAlike(int one, int other);
    }

    /**
     * Finds pairs of alike images.
     *
     * @param hashes those of all images
     * @param bound bits in which the hashes of a pair may differ, 0 to 63
     */
    static NearPairs of(long[] hashes, int bound, Comparison comparison) {
        long[] sorted = hashes.clone();
        Arrays.parallelSort(sorted);
        long[] distinct = Arrays.stream(sorted).distinct().toArray();
        int[][] members = members(hashes, distinct);
        int[][] leaders = new int[distinct.length][];
        List<NearPairs> equal = IntStream.range(0, distinct.length).parallel().mapToObj(i -> {
            NearPairs found = new NearPairs();
            leaders[i] = members[i].length == 1 ? members[i] : found.lead(members[i], comparison);
            return found;
        }).filter(found -> found.count > 0).toList();
        NearPairs all = new NearPairs();
        equal.forEach(all::add);
        IntStream.rangeClosed(0, bound == 0 ? -1 : bound).parallel()
                .mapToObj(band -> band(distinct, leaders, band, bound, comparison)).toList().forEach(all::add);
        return all;
    }

    /** The images of each hash, in order. */
    private static int[][] members(long[] hashes, long[] distinct) {
        int[] places = new int[hashes.length];
        int[] sizes = new int[distinct.length];
        for (int i = 0; i < hashes.length; i++) {
            places[i] = Arrays.binarySearch(distinct, hashes[i]);
            sizes[places[i]]++;
        }
        int[][] members = new int[distinct.length][];
        Arrays.setAll(members, i -> new int[sizes[i]]);
        for (int i = hashes.length - 1; i >= 0; i--) {
            members[places[i]][--sizes[places[i]]] = i;
        }
        return members;
    }

    /** Adds pairs among images of one hash; gives those that are like none before them. */
    private int[] lead(int[] members, Comparison comparison) {
        int[] leaders = NONE;
        for (int member : members) {
            int like = 0;
            while (like < leaders.length && !comparison.areAlike(leaders[like], member)) {
                like++;
            }
            if (like < leaders.length) {
                add(new Pair(leaders[like], member, 0));
            } else if (leaders.length < MOST_LEADERS) {
                leaders = Arrays.copyOf(leaders, leaders.length + 1);
                leaders[like] = member;
            }
        }
        return leaders;
    }

    private static NearPairs band(long[] hashes, int[][] leaders, int band, int bound, Comparison comparison) {
        long mask = mask(band, bound);
        long[] order = new long[hashes.length]; // a band of up to 32 bits with the place below it
        int most = 64 - Long.numberOfLeadingZeros(Math.max(1, hashes.length));
        NearPairs found = new NearPairs();
        for (int i = 0; i < order.length; i++) {
            order[i] = Long.compress(hashes[i], mask) << most | i;
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
                        found.compare(leaders[one], leaders[other], Long.bitCount(differing), comparison);
                    }
                }
            }
            start = end;
        }
        return found;
    }

    private void compare(int[] some, int[] others, int distance, Comparison comparison) {
        for (int one : some) {
            for (int other : others) {
                if (comparison.areAlike(one, other)) {
                    add(new Pair(Math.min(one, other), Math.max(one, other), distance));
                }
            }
        }
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

    /** Every so-many-th bit: neighbours are of like frequencies, which go together, and would make bands that many share. */
    private static long mask(int band, int bound) {
        long mask = 0;
        for (int bit = band; bit < Long.SIZE; bit += bound + 1) {
            mask |= 1L << bit;
        }
        return mask;
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
