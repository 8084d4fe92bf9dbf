package cnn.testkit;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.ImageBatch;
import java.util.Arrays;
import java.util.List;

/** The clauses of {@link BatchAugmenterContract}. Batches are small: each is changed once for each key. */
final class BatchAugmenterChecks {
    static final List<Check<BatchAugmenter>> ALL = List.of(
            new Check<>("is a record with an id", one -> ComponentChecks.check(subject(one), one)),
            new Check<>("changes the batch's examples and nothing else", BatchAugmenterChecks::changesOnlyExamples),
            new Check<>("leaves each example shares that sum to 1", BatchAugmenterChecks::keepsShares),
            new Check<>("gives the same batch for the same key", BatchAugmenterChecks::repeats),
            new Check<>("gives other batches for other keys", BatchAugmenterChecks::varies),
            new Check<>("gives the same batches on several threads", BatchAugmenterChecks::servesSeveralThreads));

    private static final List<Shape> SHAPES = List.of(Shape.image(9, 12, 3), Shape.image(1, 1, 1),
            Shape.image(5, 2, 1));
    private static final int[] SIZES = {1, 2, 5, 8};
    private static final int CLASSES = 4;
    private static final int KEYS = 12;
    /** Examples that arrays have room for behind the batch's own. */
    private static final int ROOM = 2;
    /** Shares are floats: two roundings of sums of some of them. */
    private static final double ROUNDING = 0x1p-22;

    private BatchAugmenterChecks() {
    }

    static Subject subject(BatchAugmenter augmenter) {
        return new Subject("Batch augmenter " + augmenter);
    }

    /** Images of noise about 0, as normalized ones are, and one-hot targets. */
    private record Examples(int size, Shape shape, float[] images, float[] targets) implements ImageBatch {
        static Examples of(int size, Shape shape) {
            Examples made = new Examples(size, shape, new float[(size + ROOM) * shape.size()],
                    new float[(size + ROOM) * CLASSES]);
            Arrays.fill(made.images, Guarded.MARK);
            Arrays.fill(made.targets, Guarded.MARK);
            for (int i = 0; i < size * shape.size(); i++) {
                made.images[i] = 4 * Rng.uniform(11, i) - 2;
            }
            Arrays.fill(made.targets, 0, size * CLASSES, 0);
            for (int i = 0; i < size; i++) {
                made.targets[i * CLASSES + i % CLASSES] = 1;
            }
            return made;
        }

        @Override
        public int targetSize() {
            return CLASSES;
        }

        boolean isSame(Examples other) {
            return Arrays.equals(images, other.images) && Arrays.equals(targets, other.targets);
        }
    }

    private static Examples augmented(BatchAugmenter one, int size, Shape shape, long key) {
        Examples batch = Examples.of(size, shape);
        one.augment(batch, new Rng(Rng.key(key, 0)));
        return batch;
    }

    private static List<Shape> taken(BatchAugmenter one) {
        List<Shape> taken = SHAPES.stream().filter(shape -> takes(one, shape)).toList();
        if (taken.isEmpty()) {
            throw subject(one).wrong("it rejects all of " + SHAPES, "Let check accept common pictures");
        }
        return taken;
    }

    private static boolean takes(BatchAugmenter one, Shape shape) {
        try {
            one.check(shape);
            return true;
        } catch (IllegalArgumentException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw subject(one).wrong("check rejects " + shape + " without a message",
                        "Say what was given, what is expected and how to mend it");
            }
            return false;
        }
    }

    static void changesOnlyExamples(BatchAugmenter one) {
        for (Shape shape : taken(one)) {
            for (int size : SIZES) {
                for (long key = 0; key < KEYS; key++) {
                    Examples batch = augmented(one, size, shape, key);
                    guard(one, batch.images, size * shape.size(), "images of shape " + shape, size);
                    guard(one, batch.targets, size * CLASSES, "targets", size);
                }
            }
        }
    }

    private static void guard(BatchAugmenter one, float[] numbers, int used, String what, int size) {
        for (int i = 0; i < numbers.length; i++) {
            if (i < used && !Float.isFinite(numbers[i])) {
                throw subject(one).wrong("a batch of " + size + " has " + numbers[i] + " in its " + what,
                        "Leave finite numbers; arrays may be longer than the batch, and what lies behind it is no example");
            }
            if (i >= used && Float.floatToRawIntBits(numbers[i]) != Float.floatToRawIntBits(Guarded.MARK)) {
                throw subject(one).wrong("it wrote past the " + size + " examples of a batch, into its " + what,
                        "Stop at batch.size() examples, not at the array's end");
            }
        }
    }

    static void keepsShares(BatchAugmenter one) {
        for (int size : SIZES) {
            for (long key = 0; key < KEYS; key++) {
                float[] targets = augmented(one, size, taken(one).getFirst(), key).targets;
                for (int example = 0; example < size; example++) {
                    double sum = 0;
                    boolean negative = false;
                    for (int i = example * CLASSES; i < (example + 1) * CLASSES; i++) {
                        sum += targets[i];
                        negative |= targets[i] < 0;
                    }
                    if (negative || !(Math.abs(sum - 1) <= ROUNDING)) {
                        throw subject(one).wrong("example " + example + " of a batch of " + size + " has the targets "
                                + Arrays.toString(
                                        Arrays.copyOfRange(targets, example * CLASSES, (example + 1) * CLASSES))
                                + ", which were 1 at one class",
                                "Mix targets in shares that sum to 1, as the images are");
                    }
                }
            }
        }
    }

    static void repeats(BatchAugmenter one) {
        for (Shape shape : taken(one)) {
            for (long key = 0; key < KEYS; key++) {
                Examples first = augmented(one, 5, shape, key);
                augmented(one, 8, shape, key + 1);
                if (!first.isSame(augmented(one, 5, shape, key))) {
                    throw subject(one).wrong("a batch of " + shape + " changes in another way when the same generator "
                            + "starts again", "Draw chance only from the generator that is passed, and keep no state");
                }
            }
        }
    }

    static void varies(BatchAugmenter one) {
        Shape shape = taken(one).getFirst();
        Examples first = augmented(one, 8, shape, 0);
        for (long key = 1; key < 50; key++) {
            if (!first.isSame(augmented(one, 8, shape, key))) {
                return;
            }
        }
        throw subject(one).wrong("50 keys give the same batch", "Draw from the generator that is passed, and test a "
                + "configuration that changes something");
    }

    static void servesSeveralThreads(BatchAugmenter one) {
        Shape shape = taken(one).getFirst();
        Crowd.check(subject(one), 4, 8, (thread, round) -> augmented(one, 8, shape, thread), Examples::isSame,
                "An augmenter is shared by all threads: keep nothing in static or shared buffers");
    }
}
