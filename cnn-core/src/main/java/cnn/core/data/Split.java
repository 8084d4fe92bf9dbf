package cnn.core.data;

import cnn.api.Rng;
import cnn.api.data.DataSet;
import cnn.core.text.Count;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A data set in two parts, each with its images in the old order.
 *
 * @param train the larger part
 * @param held what is held back for validation
 */
public record Split(DataSet train, DataSet held) {
    /**
     * Holds back a share of the images, the same share of every class as nearly as whole images allow, and never a
     * class's last one; of images that have no class each, just a share. Which ones follows from the seed alone.
     *
     * @param fraction share to hold back, more than 0 and less than 1
     */
    public static Split stratified(DataSet data, double fraction, long seed) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("The share of images to hold back for validation is " + fraction
                    + ". Use more than 0 and less than 1, for example 0.1.");
        }
        boolean[] isHeld = held(data, fraction, seed, "validation");
        int held = 0;
        for (boolean one : isHeld) {
            held += one ? 1 : 0;
        }
        int[] kept = new int[data.size() - held];
        int[] taken = new int[held];
        for (int i = 0, k = 0, t = 0; i < isHeld.length; i++) {
            if (isHeld[i]) {
                taken[t++] = i;
            } else {
                kept[k++] = i;
            }
        }
        return new Split(new Subset(data, kept), new Subset(data, taken));
    }

    private static boolean[] held(DataSet data, double fraction, long seed, String purpose) {
        int[][] byClass = indicesByClass(data);
        int[] counts = counts(byClass, fraction, data.size());
        boolean[] isHeld = new boolean[data.size()];
        int held = 0;
        for (int c = 0; c < byClass.length; c++) {
            new Rng(Rng.key(seed, c)).shuffle(byClass[c]);
            for (int i = 0; i < counts[c]; i++, held++) {
                isHeld[byClass[c][i]] = true;
            }
        }
        if (held == 0) {
            throw new IllegalArgumentException("There are too few images to hold some back for " + purpose + ": "
                    + data.size() + (TargetReader.hasClasses(data.targets())
                            ? " in " + Count.of(data.classes().size(), "class")
                            : "")
                    + ". Add images, or set " + purpose
                    + ": 0.");
        }
        return isHeld;
    }

    /** The fold of each image, so that folds are alike in size and in each class's share. */
    static int[] folds(DataSet data, int folds, long seed) {
        if (data.size() < folds) {
            throw new IllegalArgumentException("There " + Count.are(data.size(), "image") + " for " + folds
                    + " folds, and each fold needs one at least. Use fewer folds.");
        }
        int[][] byClass = indicesByClass(data);
        int[] fold = new int[data.size()];
        int dealt = 0;
        for (int c = 0; c < byClass.length; c++) {
            new Rng(Rng.key(seed, c)).shuffle(byClass[c]);
            for (int index : byClass[c]) {
                fold[index] = dealt++ % folds;
            }
        }
        return fold;
    }

    /** The part of each image: 0 for the test, 1 for validation, 2 for what is learnt from; a share may be 0. */
    static int[] parts(DataSet data, double test, double validation, long seed) {
        int[] part = new int[data.size()];
        Arrays.fill(part, 2);
        int[] rest = part.clone();
        Arrays.setAll(rest, i -> i);
        double[] shares = {test, validation};
        for (int p = 0; p < shares.length; p++) {
            if (shares[p] > 0) {
                double share = shares[p] * data.size() / rest.length;
                boolean[] held = held(new Subset(data, rest), share, Rng.key(seed, p), p == 0 ? "test" : "validation");
                int kept = 0;
                for (int i = 0; i < held.length; i++) {
                    if (held[i]) {
                        part[rest[i]] = p;
                    } else {
                        rest[kept++] = rest[i];
                    }
                }
                rest = Arrays.copyOf(rest, kept);
            }
        }
        return part;
    }

    /** The images of each class, in their order; all of them where they have no class each. */
    public static int[][] indicesByClass(DataSet data) {
        if (!TargetReader.hasClasses(data.targets())) {
            return new int[][] {IntStream.range(0, data.size()).toArray()};
        }
        int[] sizes = new int[data.classes().size()];
        for (int i = 0; i < data.size(); i++) {
            sizes[CheckedData.label(data, i)]++;
        }
        int[][] indices = new int[sizes.length][];
        Arrays.setAll(indices, c -> new int[sizes[c]]);
        int[] filled = new int[sizes.length];
        for (int i = 0; i < data.size(); i++) {
            int label = data.label(i);
            indices[label][filled[label]++] = i;
        }
        return indices;
    }

    /** How many to take of each class: the share rounded down, then one more where most was cut off. */
    private static int[] counts(int[][] byClass, double fraction, int size) {
        int[] counts = new int[byClass.length];
        int left = (int) Math.max(1, Math.round(size * fraction));
        for (int c = 0; c < counts.length; c++) {
            counts[c] = Math.min((int) (byClass[c].length * fraction), Math.max(0, byClass[c].length - 1));
            left -= counts[c];
        }
        Integer[] order = new Integer[counts.length];
        Arrays.setAll(order, c -> c);
        Arrays.sort(order, (a, b) -> Double.compare(byClass[b].length * fraction - counts[b],
                byClass[a].length * fraction - counts[a]));
        for (int c : order) {
            if (left > 0 && counts[c] < byClass[c].length - 1) {
                counts[c]++;
                left--;
            }
        }
        return counts;
    }
}
