package cnn.api.train;

import cnn.api.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Changes parameters so that the loss falls. A record with an {@link cnn.api.Id}; what it remembers between steps lies
 * in buffers that the trainer keeps and checkpoints.
 *
 * <p>One that needs to know something of a whole parameter, such as its norm, takes {@link #sums}:
 *
 * {@snippet :
 * public int sums() {
 *     return 1;
 * }
 *
 * public void sum(Update update, double[] sums) {
 *     for (int i = update.from(); i < update.to(); i++) {
 *         sums[0] += (double) update.gradient()[i] * update.gradient()[i];
 *     }
 * }
 *
 * public void update(Update update) {
 *     double norm = Math.sqrt(update.sum(0));
 *     // …
 * }
 * }
 */
public interface Optimizer {
    /** The base learning rate, which a {@link Schedule} scales. */
    double learningRate();

    /** Buffers it keeps for every parameter, zero at first: 1 for momentum, 2 for Adam. */
    int slots();

    /** Sums over all elements of a parameter that {@link #update} wants to know: 0 for none. */
    default int sums() {
        return 0;
    }

    /**
     * Adds what elements {@code from … to − 1} of one parameter contribute to each of the sums. Called in parallel for
     * different ranges, before {@link #update} is called for any. It may change the slots of its elements, and nothing
     * else. What ranges gave is added in their order, and ranges follow from the parameter's size alone, so that the bits
     * do not depend on threads.
     *
     * @param sums {@link #sums()} numbers, 0 at first
     */
    default void sum(Update update, double[] sums) {
    }

    /**
     * Updates elements {@code from … to − 1} of one parameter. Called in parallel for different ranges, so each element
     * may depend only on its own gradient and buffers, and on the parameter's sums.
     */
    void update(Update update);

    /**
     * Whether the weights that predict are others than those that gradients are taken at, and {@link #predicting} gives them:
     * an average that the optimizer keeps. No, unless overridden.
     */
    default boolean averages() {
        return false;
    }

    /**
     * Writes elements {@code from … to − 1} of the weights that predict, and changes nothing else. Called after a step, in
     * parallel for different ranges, where {@link #averages} says so.
     *
     * @param to numbers of the whole parameter
     */
    default void predicting(Update update, float[] to) {
        System.arraycopy(update.values(), update.from(), to, update.from(), update.to() - update.from());
    }

    /**
     * What updates a parameter of this shape where its elements depend on each other: a matrix that is multiplied by itself,
     * say. Asked for once for every parameter; parameters are shared among threads then, not ranges, and {@link #sum} sees all
     * elements at once too. Null, unless overridden: {@link #update} is called for ranges.
     */
    default @Nullable WholeUpdate whole(Shape shape) {
        return null;
    }
}
