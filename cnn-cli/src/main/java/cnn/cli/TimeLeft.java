package cnn.cli;

/**
 * How long an epoch and a run will still take, going on as so far. What was done before this run began, by the one that it goes
 * on with, took none of its time.
 */
final class TimeLeft {
    private final int epochs;
    private final int steps;
    private final long began;
    private double doneBefore = Double.NaN;
    private int epoch;
    private long epochBegan;
    private int stepsBefore;
    private long last;
    private double done;
    private double epochShare;

    /** A run of so many epochs of so many steps, which begins now. */
    TimeLeft(int epochs, int steps, long now) {
        this.epochs = epochs;
        this.steps = steps;
        began = now;
        epochBegan = now;
        last = now;
    }

    /** A step is done: this one, from 1, of this epoch. */
    synchronized void stepped(int epoch, int step, long now) {
        if (epoch != this.epoch) {
            this.epoch = epoch;
            epochBegan = last;
            stepsBefore = step - 1;
        }
        epochShare = (double) step / steps;
        done = epoch - 1 + epochShare;
        if (Double.isNaN(doneBefore)) {
            doneBefore = done - 1.0 / steps;
        }
        last = now;
    }

    /** An epoch is over, what comes after its last step included. */
    synchronized void epochEnded(long now) {
        last = now;
    }

    /** Seconds to the last step of the epoch. */
    synchronized double ofEpoch(long now) {
        double share = epochShare - (double) stepsBefore / steps;
        return left(last - epochBegan, share, 1 - epochShare, now);
    }

    /** Seconds to the end of the run. */
    synchronized double ofRun(long now) {
        return left(last - began, done - doneBefore, epochs - done, now);
    }

    /** What was done took so long; since its end some of the rest is over. */
    private double left(long nanos, double took, double rest, long now) {
        double seconds = nanos * 1e-9 * rest / Math.max(1e-9, took);
        return Math.max(0, seconds - (now - last) * 1e-9);
    }
}
