package cnn.layers.schedule;

/** What the schedules' configurations have in common. */
final class Checks {
    private static final double MOST_EPOCHS = 1e6;

    private Checks() {
    }

    /** What the rate is multiplied by must be in (0, 1]. */
    static void factor(String schedule, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(schedule + " factor is " + value
                    + " but must be in (0, 1]. Give for example 0.1 for a tenth of the rate.");
        }
    }

    /** A share of the learning rate must be in [0, 1]. */
    static void floor(String schedule, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(schedule + " floor is " + value
                    + " but must be in [0, 1], a share of the learning rate. Give for example 0.");
        }
    }

    /** A length in epochs must be above 0, and one that a run can have. */
    static void epochs(String schedule, double value, String what, String example) {
        if (!(value > 0 && value <= MOST_EPOCHS)) {
            throw new IllegalArgumentException(schedule + " has " + value + " epochs for " + what
                    + ", but it must be above 0 and at most 1,000,000. Give for example " + example
                    + "; parts of an epoch count.");
        }
    }
}
