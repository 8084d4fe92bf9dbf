package cnn.core.find;

import cnn.api.data.DataSource.Splits;
import cnn.api.train.TrainingListener;
import cnn.core.find.RateCurve.Step;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Cnn;
import cnn.core.run.OpenedData;
import cnn.core.run.RunOptions;
import cnn.core.run.TrainingRun;
import cnn.core.train.DivergedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a learning rate to begin with: trains for some steps while the rate rises exponentially from low to high, until the
 * smoothed loss is {@code rise} times its least. Steps are those of the pipeline's own training, with its images, augmenters,
 * batch, groups and first weights; its schedule and its end are put aside. Writes no file, and brings the same numbers on any threads.
 *
 * {@snippet :
 * RateCurve curve = RateFinder.of().find(cnn, config, RunOptions.of());
 * curve.suggestion().ifPresent(suggestion -> System.out.println(suggestion.rate()));
 * }
 *
 * <p>Smith, "Cyclical learning rates for training neural networks", WACV 2017, section 3.3.
 *
 * @param low rate of the first step, above 0
 * @param high rate of the last step, above low
 * @param steps optimizer steps from low to high, at least 10
 * @param rise the sweep ends where the smoothed loss is so many times its least, above 1
 */
public record RateFinder(double low, double high, int steps, double rise) {
    /** Fewer make no curve. */
    private static final int LEAST_STEPS = 10;

    public RateFinder {
        if (!(low > 0 && high > low && high <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("Learning rates cannot rise from " + low + " to " + high
                    + ". Give a low one above 0 and a higher one, for example from 1e-6 to 10.");
        }
        if (steps < LEAST_STEPS) {
            throw new IllegalArgumentException("A curve of learning rates needs at least " + LEAST_STEPS
                    + " steps but was given " + steps + ". Use for example 100.");
        }
        if (!(rise > 1 && rise <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("A search for the learning rate ends where the loss is some times its "
                    + "least, and was given " + rise + " times. Use more than 1, for example 4.");
        }
    }

    /** From 10⁻⁶ to 10 in 100 steps, or until the loss is four times its least. */
    public static RateFinder of() {
        return new RateFinder(1e-6, 10, 100, 4);
    }

    /** Rates from low to high. */
    public RateFinder between(double newLow, double newHigh) {
        return new RateFinder(newLow, newHigh, steps, rise);
    }

    /** In so many steps. */
    public RateFinder steps(int newSteps) {
        return new RateFinder(low, high, newSteps, rise);
    }

    /** Until the smoothed loss is so many times its least. */
    public RateFinder rise(double times) {
        return new RateFinder(low, high, steps, times);
    }

    /**
     * Opens the pipeline's data and trains.
     *
     * @throws IllegalArgumentException where the pipeline cannot be trained, or its optimizer has no rate that could be scaled
     */
    public RateCurve find(Cnn cnn, PipelineConfig config, RunOptions options) {
        TrainConfig train = config.train();
        double own = train.optimizer().learningRate();
        if (!(own > 0)) {
            throw new IllegalArgumentException("The optimizer " + train.optimizer() + " has the learning rate " + own
                    + ", which nothing can be a multiple of. Give it one above 0; which, does not matter here.");
        }
        RateRamp ramp = new RateRamp(low, high, steps, own);
        PipelineConfig swept = config.train(train.epochs(steps).schedule(ramp).validation(0).calibrate(false)
                .earlyStopping(Integer.MAX_VALUE));
        Sweep sweep = new Sweep(ramp);
        try (OpenedData data = cnn.open(config, options);
                TrainingRun run = cnn.prepare(swept, new Splits(data.train(), null, null), options.listener(sweep))) {
            try {
                run.train();
            } catch (DivergedException e) {
                sweep.diverged = true;
            }
        }
        return new RateCurve(sweep.curve, sweep.diverged);
    }

    /** Watches the loss of every step, and ends the training. */
    private final class Sweep implements TrainingListener {
        private final RateRamp ramp;
        private final List<Step> curve = new ArrayList<>();
        private final SmoothedLoss smoothed = new SmoothedLoss();
        private boolean diverged;
        private double sum;
        private long seen;

        Sweep(RateRamp ramp) {
            this.ramp = ramp;
        }

        @Override
        public void stepped(Run run, Progress progress) {
            if (progress.step() == 1) {
                sum = 0;
                seen = 0;
            }
            long before = seen;
            seen = Math.min(run.trainExamples(), (long) progress.step() * run.batch());
            double total = progress.loss() * seen; // progress tells the mean of the epoch so far
            double loss = (total - sum) / (seen - before);
            sum = total;
            double smooth = smoothed.add(loss);
            curve.add(new Step(ramp.rate(curve.size()), loss, smooth));
            if (smooth > rise * smoothed.least()) {
                diverged = true;
                run.stop();
            } else if (curve.size() == steps) {
                run.stop();
            }
        }
    }
}
