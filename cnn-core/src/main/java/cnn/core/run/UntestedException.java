package cnn.core.run;

/**
 * The model is trained and kept, but its images of the test could not be measured. What training brought is in
 * {@link #outcome()}, without a result of the test.
 */
public final class UntestedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private final transient Outcome outcome;

    UntestedException(Outcome outcome, Throwable cause) {
        super("The model of epoch " + outcome.end().bestEpoch() + " is trained, but could not be measured on the test "
                + "images: " + (cause.getMessage() == null ? cause.toString() : cause.getMessage()), cause);
        this.outcome = outcome;
    }

    /** What training brought. */
    public Outcome outcome() {
        return outcome;
    }
}
