package cnn.core.evaluate;

/** What a model said to each image of a data set, in the images' order. To be read only. */
public final class Answers {
    /** Of every image so many classes are kept, the most probable ones: memory does not grow with the classes. */
    private static final int MOST = 5;

    private final int[] actual;
    private final float[] actualProbability;
    private final int ranks;
    /** The most probable classes of each image, and how probable they are; the answer comes first. */
    private final int[] likely;
    private final float[] probabilities;
    private int size;

    Answers(int images, int classes) {
        actual = new int[images];
        actualProbability = new float[images];
        ranks = Math.min(MOST, classes);
        likely = new int[Math.multiplyExact(images, ranks)];
        probabilities = new float[likely.length];
    }

    /**
     * Adds an image.
     *
     * @param label its class
     * @param answer the class that it was taken for
     * @param said the probabilities of all classes, from {@code at} on
     */
    void add(int label, int answer, float[] said, int at, int classes) {
        actual[size] = label;
        actualProbability[size] = said[at + label];
        int first = size * ranks;
        likely[first] = answer;
        probabilities[first] = said[at + answer];
        int kept = 1;
        for (int c = 0; c < classes; c++) {
            if (c == answer || kept == ranks && !(said[at + c] > probabilities[first + kept - 1])) {
                continue;
            }
            kept = Math.min(ranks, kept + 1);
            int rank = kept - 1;
            for (; rank > 1 && said[at + c] > probabilities[first + rank - 1]; rank--) {
                likely[first + rank] = likely[first + rank - 1];
                probabilities[first + rank] = probabilities[first + rank - 1];
            }
            if (rank > 0) {
                likely[first + rank] = c;
                probabilities[first + rank] = said[at + c];
            }
        }
        size++;
    }

    /** Adds what was said in answer to other images, of the same classes. */
    void addAll(Answers others) {
        System.arraycopy(others.actual, 0, actual, size, others.size);
        System.arraycopy(others.actualProbability, 0, actualProbability, size, others.size);
        System.arraycopy(others.likely, 0, likely, size * ranks, others.size * ranks);
        System.arraycopy(others.probabilities, 0, probabilities, size * ranks, others.size * ranks);
        size += others.size;
    }

    /** Number of images. */
    public int size() {
        return size;
    }

    /** The class that an image has. */
    public int actual(int image) {
        return actual[image];
    }

    /** The class that the model took an image for. */
    public int predicted(int image) {
        return likely(image, 0);
    }

    /** Whether an image was taken for what it is. */
    public boolean correct(int image) {
        return actual[image] == predicted(image);
    }

    /** How probable the model held its answer, in [0, 1] for losses with probabilities. */
    public float probability(int image) {
        return probability(image, 0);
    }

    /** How probable the model held the class that the image has. */
    public float actualProbability(int image) {
        return actualProbability[image];
    }

    /** How many of the most probable classes are known of every image: 5, or all where there are fewer. */
    public int ranks() {
        return ranks;
    }

    /** One of the most probable classes of an image: the answer at rank 0, the next probable one at rank 1. */
    public int likely(int image, int rank) {
        return likely[image * ranks + rank];
    }

    /** How probable the model held the class at a rank. */
    public float probability(int image, int rank) {
        return probabilities[image * ranks + rank];
    }
}
