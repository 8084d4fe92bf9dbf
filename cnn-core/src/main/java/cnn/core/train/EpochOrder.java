package cnn.core.train;

import cnn.api.Rng;
import cnn.api.data.DataSet;
import cnn.core.data.Split;
import cnn.core.data.TargetReader;
import cnn.core.data.TargetText;
import cnn.core.pipeline.Sampling;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which image comes when in an epoch: from the epoch's key alone. Belongs to one thread. */
final class EpochOrder {
    /** Children of an epoch's key; those of images are 0 and above, and batches have -1. */
    private static final long CLASSES = -2;
    private static final long DRAWS = -3;

    private final int size;
    /** Images of each class that has some; null where classes do not matter. */
    private final int @Nullable [][] byClass;

    private EpochOrder(int size, int @Nullable [][] byClass) {
        this.size = size;
        this.byClass = byClass;
    }

    /**
     * The order of a data set's images.
     *
     * @throws IllegalArgumentException where classes are to come equally often and images have none
     */
    static EpochOrder of(@Nullable Sampling sampling, DataSet data) {
        if (sampling != Sampling.BALANCED) {
            return new EpochOrder(data.size(), null);
        }
        if (!TargetReader.hasClasses(data.targets())) {
            throw new IllegalArgumentException("'train.sampling: balanced' needs images that have a class each, but "
                    + "these have " + TargetText.of(data.targets())
                    + ". Leave sampling out, or use data with classes.");
        }
        return new EpochOrder(data.size(), Arrays.stream(Split.indicesByClass(data)).filter(images -> images.length > 0)
                .toArray(int[][]::new));
    }

    /** The key of what happens to an image: where it may come several times, its place in the epoch has one. */
    long imageKey(long epochKey, int index, int place) {
        return byClass == null ? Rng.key(epochKey, index) : Rng.key(Rng.key(epochKey, DRAWS), place);
    }

    /** Images as they come in the data. */
    void plain(int[] order) {
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
    }

    /** An epoch's images in random order. */
    void draw(long epochKey, int[] order) {
        if (byClass == null) {
            plain(order);
        } else {
            balanced(Rng.key(epochKey, CLASSES), byClass, order);
        }
        new Rng(epochKey).shuffle(order);
    }

    private static void balanced(long key, int[][] byClass, int[] order) {
        int[] lucky = new int[byClass.length]; // the first of these give one image more
        Arrays.setAll(lucky, c -> c);
        new Rng(key).shuffle(lucky);
        int more = order.length % byClass.length;
        int at = 0;
        for (int rank = 0; rank < lucky.length; rank++) {
            int[] images = byClass[lucky[rank]];
            int draws = order.length / byClass.length + (rank < more ? 1 : 0);
            for (int round = 0; draws > 0; round++) { // the last round takes some of them
                int taken = Math.min(draws, images.length);
                int[] shuffled = images.clone();
                new Rng(Rng.key(Rng.key(key, lucky[rank]), round)).shuffle(shuffled);
                System.arraycopy(shuffled, 0, order, at, taken);
                at += taken;
                draws -= taken;
            }
        }
    }
}
