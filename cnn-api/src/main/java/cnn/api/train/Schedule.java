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

    /**
     * The factor of a schedule that looks at what training has brought so far. As the one above, unless overridden.
     *
     * @param past the epochs before the one that the step is in; a resumed run has the same
     */
    default double factor(long step, long stepsPerEpoch, long totalSteps, Past past) {
        return factor(step, stepsPerEpoch, totalSteps);
    }

    /** What the complete epochs of a run brought. */
    interface Past {
        /** How many there are. */
        int epochs();

        /**
         * What {@code train.monitor} names, measured after an epoch on the validation images, or on the training images where
         * there are none; NaN where it was no number.
         *
         * @param epoch from 1 to {@link #epochs()}
         */
        double monitored(int epoch);

        /** Whether more of it is better: true for accuracy, false for a loss. */
        boolean higherIsBetter();
    }
}
