package cnn.api.train;

/** How the learning rate changes while training. A record with an {@link cnn.api.Id}. */
public interface Schedule {
    /**
     * The factor on the optimizer's base learning rate.
     *
     * @param step steps done so far, from 0
     * @param stepsPerEpoch steps in one epoch
     * @param totalSteps steps of the whole run
     */
    double factor(long step, long stepsPerEpoch, long totalSteps);
}
