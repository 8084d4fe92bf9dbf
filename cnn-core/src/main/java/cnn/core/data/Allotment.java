package cnn.core.data;

import cnn.api.Rng;

/**
 * Deals groups out to parts, each group whole, so that the parts' sizes come as near to what is wanted as groups allow.
 * Which group goes where follows from sizes and seed alone.
 */
final class Allotment {
    /** With more groups than this each is so small a share that dealing alone comes near enough. */
    private static final int MOST_IMPROVED = 400;

    private final int[] sizes;
    private final double[] wanted;
    private final int[] part;
    private final double[] filled;
    private final int[] groups;

    private Allotment(int[] sizes, double[] wanted) {
        this.sizes = sizes;
        this.wanted = wanted;
        part = new int[sizes.length];
        filled = new double[wanted.length];
        groups = new int[wanted.length];
    }

    /**
     * The part of each group. Every part gets one at least.
     *
     * @param sizes images of each group
     * @param wanted images of each part, no more parts than groups
     */
    static int[] of(int[] sizes, double[] wanted, long seed) {
        assert wanted.length <= sizes.length;
        Allotment allotment = new Allotment(sizes, wanted);
        allotment.deal(seed);
        for (int round = 0; round < sizes.length && sizes.length <= MOST_IMPROVED && allotment.improve(); round++) {
            assert allotment.part.length == sizes.length;
        }
        return allotment.part;
    }

    /** In random order, each group to the part that lacks most; the last ones to parts that are still empty. */
    private void deal(long seed) {
        int[] order = new int[sizes.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        new Rng(seed).shuffle(order);
        int empty = wanted.length;
        for (int i = 0; i < order.length; i++) {
            boolean onlyEmpty = order.length - i <= empty;
            int best = -1;
            for (int p = 0; p < wanted.length; p++) {
                if ((!onlyEmpty || groups[p] == 0) && (best < 0 || lack(p) > lack(best))) {
                    best = p;
                }
            }
            empty -= groups[best] == 0 ? 1 : 0;
            part[order[i]] = best;
            filled[best] += sizes[order[i]];
            groups[best]++;
        }
    }

    private double lack(int p) {
        return wanted[p] - filled[p];
    }

    /** Makes the best of all moves of a group and exchanges of two; false where none brings parts nearer. */
    private boolean improve() {
        double most = 1e-9;
        int first = -1;
        int second = -1;
        int target = -1;
        for (int g = 0; g < part.length; g++) {
            for (int p = 0; p < wanted.length; p++) {
                double gain = part[g] == p || groups[part[g]] == 1 ? 0 : gain(part[g], p, sizes[g]);
                if (gain > most) {
                    most = gain;
                    first = g;
                    second = -1;
                    target = p;
                }
            }
            for (int h = 0; h < g; h++) {
                double gain = part[g] == part[h] ? 0 : gain(part[g], part[h], sizes[g] - sizes[h]);
                if (gain > most) {
                    most = gain;
                    first = g;
                    second = h;
                    target = part[h];
                }
            }
        }
        if (first < 0) {
            return false;
        }
        int from = part[first];
        move(first, target);
        if (second >= 0) {
            move(second, from);
        }
        return true;
    }

    /** By how much the sum of squared lacks falls where so many images go from one part to another. */
    private double gain(int from, int to, int images) {
        double before = lack(from) * lack(from) + lack(to) * lack(to);
        double less = lack(from) + images;
        double more = lack(to) - images;
        return before - less * less - more * more;
    }

    private void move(int group, int to) {
        filled[part[group]] -= sizes[group];
        groups[part[group]]--;
        part[group] = to;
        filled[to] += sizes[group];
        groups[to]++;
    }
}
