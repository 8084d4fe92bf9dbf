package cnn.layers.schedule;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Schedule;

/**
 * A learning rate that rises to its height once and falls far below where it began, along half a cosine each: from start
 * to 1 in the first r = rise · n − 1 of n steps, start + (1 − start) · (1 − cos(π · step / r)) / 2, and from 1 to end in the
 * rest, end + (1 − end) · (1 + cos(π · (step − r) / (n − 1 − r))) / 2.
 *
 * <p>The optimizer's learning rate is the height: several times what a constant schedule would bear. As PyTorch's
 * OneCycleLR with cosines, which also moves the momentum, as this does not.
 *
 * <p>Smith and Topin, "Super-convergence: very fast training of neural networks using large learning rates",
 * arXiv:1708.07120, 2018; cosines from fastai.
 *
 * @param rise share of the run in which the rate rises, in (0, 1)
 * @param start factor that the rise starts at, in (0, 1]
 * @param end factor that the fall ends at, in [0, 1]
 */
@Id("one-cycle")
public record OneCycle(@Default("0.3") double rise, @Default("0.04") double start, @Default("4.0e-6") double end)
        implements
            Schedule {
    public OneCycle {
        if (!(rise > 0 && rise < 1)) {
            throw new IllegalArgumentException("OneCycle rise is " + rise
                    + " but must be between 0 and 1, a share of the run. Give for example 0.3.");
        }
        if (!(start > 0 && start <= 1)) {
            throw new IllegalArgumentException("OneCycle start is " + start
                    + " but must be in (0, 1], a share of the learning rate. Give for example 0.04.");
        }
        if (!(end >= 0 && end <= 1)) {
            throw new IllegalArgumentException("OneCycle end is " + end
                    + " but must be in [0, 1], a share of the learning rate. Give for example 0.");
        }
    }

    /** Rises from a 25th in three tenths of the run, and falls to a 250,000th. */
    public static OneCycle of() {
        return new OneCycle(0.3, 0.04, 4e-6);
    }

    /** With another share of the run in which the rate rises. */
    public OneCycle rise(double share) {
        return new OneCycle(share, start, end);
    }

    /** With another start. */
    public OneCycle start(double share) {
        return new OneCycle(rise, share, end);
    }

    /** With another end. */
    public OneCycle end(double share) {
        return new OneCycle(rise, start, share);
    }

    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        double top = Math.max(0, rise * totalSteps - 1);
        if (step < top) {
            return start + (1 - start) * (1 - RaisedCosine.at(step / top));
        }
        double fall = totalSteps - 1 - top;
        return end + (1 - end) * RaisedCosine.at(fall > 0 ? Math.min(1, (step - top) / fall) : 0);
    }
}
