package cnn.core.train;

/** The loss became infinite or no number: training has left the region where it can recover. */
public final class DivergedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    DivergedException(double loss, int epoch, long step, double learningRate, boolean kept) {
        super("The loss became " + loss + " in epoch " + epoch + ", step " + step + " (learning rate " + learningRate
                + "). " + (kept ? "The best model of the epochs before is kept. " : "No epoch was complete. ")
                + "Use a smaller learning rate, a warm-up, or check the images and the custom layers for infinities.");
    }
}
