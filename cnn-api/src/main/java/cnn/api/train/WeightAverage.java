package cnn.api.train;

/**
 * An average of the weights that training goes through: it often predicts better than the last of them. A record with an
 * {@link cnn.api.Id}. The trainer keeps the average beside the weights, measures both after every epoch, and the model that
 * a run comes to is the average. After each step, for every number of the network, running means and variances included unless they are found anew,
 *
 * <pre>
 * average ← average + share · (weight − average)
 * </pre>
 *
 * <p>The average begins as the first weights.
 */
public interface WeightAverage {
    /**
     * How far the average follows after a step, in [0, 1]: 1 makes it the weights as they are, 0 leaves it. It follows from
     * the arguments alone: a resumed run starts at any step.
     *
     * @param step steps done, this one included, from 1
     * @param stepsPerEpoch steps in one epoch
     * @param totalSteps steps of the whole run
     */
    double share(long step, long stepsPerEpoch, long totalSteps);

    /**
     * Whether running means and variances are not averaged but found anew at the end of each epoch: as plain means over its
     * training batches, which go through the network with the averaged weights. No, unless overridden.
     */
    default boolean renewsStatistics() {
        return false;
    }
}
