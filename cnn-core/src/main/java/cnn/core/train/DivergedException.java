package cnn.core.train;

/** The loss became infinite or no number: training has left the region where it can recover. */
public final class DivergedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private static final String CURE = "Use a smaller learning rate, a warm-up, or check the images and the custom "
            + "layers for infinities.";

    DivergedException(double loss, int epoch, long step, double learningRate, boolean kept) {
        super("The loss became " + loss + " in epoch " + epoch + ", step " + step + " (learning rate " + learningRate
                + "). " + (kept ? "The best model of the epochs before is kept. " : "No epoch was complete. ")
                + CURE);
    }

    private DivergedException(String message) {
        super(message);
    }

    /** A step left weights, or the optimizer's buffers, that are no numbers. */
    static DivergedException numbers(String flaw, int epoch, double learningRate, boolean kept) {
        return new DivergedException("Training diverged in epoch " + epoch + " (learning rate " + learningRate + "): "
                + flaw + ", and what is learnt must stay finite. "
                + (kept ? "The best model of the epochs before is kept. " : "There is no model yet. ") + CURE);
    }

    /** No epoch's loss on the validation images was a number, so that none can be the best. */
    static DivergedException neverValid(int epochs) {
        return new DivergedException("The validation loss was no number in any epoch of " + epochs
                + ", so none can be the best. There is no model. " + CURE);
    }
}
