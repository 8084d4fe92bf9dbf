package cnn.core.evaluate;

/** What a model said to each image of a data set, in the images' order. To be read only. */
public final class Answers {
    private final int[] actual;
    private final int[] predicted;
    private final float[] probability;
    private final float[] actualProbability;
    private int size;

    Answers(int images) {
        actual = new int[images];
        predicted = new int[images];
        probability = new float[images];
        actualProbability = new float[images];
    }

    void add(int label, int answer, float answerProbability, float labelProbability) {
        actual[size] = label;
        predicted[size] = answer;
        probability[size] = answerProbability;
        actualProbability[size] = labelProbability;
        size++;
    }

    void addAll(Answers others) {
        for (int i = 0; i < others.size; i++) {
            add(others.actual[i], others.predicted[i], others.probability[i], others.actualProbability[i]);
        }
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
        return predicted[image];
    }

    /** Whether an image was taken for what it is. */
    public boolean correct(int image) {
        return actual[image] == predicted[image];
    }

    /** How probable the model held its answer, in [0, 1] for losses with probabilities. */
    public float probability(int image) {
        return probability[image];
    }

    /** How probable the model held the class that the image has. */
    public float actualProbability(int image) {
        return actualProbability[image];
    }
}
