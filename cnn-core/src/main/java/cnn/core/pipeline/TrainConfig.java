package cnn.core.pipeline;

import cnn.api.Default;
import cnn.api.train.Loss;
import cnn.api.train.Metric;
import cnn.api.train.Optimizer;
import cnn.api.train.Schedule;
import cnn.api.train.WeightAverage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a network is trained.
 *
 * @param epochs times that every training image is seen, at least 1
 * @param batch images in one step, at least 1
 * @param optimizer changes the parameters
 * @param schedule changes the learning rate
 * @param loss what is made small
 * @param metrics what is reported besides the loss
 * @param validation share of the training images held back to choose the best epoch by, in [0, 1)
 * @param monitor what makes an epoch the best: {@code loss}, or the name of one of the metrics; of a network with named
 *            outputs {@code output/loss} or {@code output/metric}; measured on the validation images, or on the training
 *            images where there are none
 * @param earlyStopping when to end before the last epoch; null for never
 * @param groups parameters that learn in their own way, or not at all; null where all learn in the same
 * @param clip how gradients are kept from becoming too large; null where they are not
 * @param checkpoint when checkpoints are written beside those after every epoch; null for never
 * @param start the model that the first weights are taken from; null where all are drawn
 * @param average what the model is an average of, over the weights that training goes through; null where it is the weights
 * @param accumulate parts that a batch goes through the network in, at least 1: memory is that of one part, and their gradients
 *            are added; null for whole batches; batch normalisation sees a part at a time
 * @param sharpnessAware where gradients are taken a way up from the weights; null where they are taken at them
 * @param sampling how each epoch draws its images; null for each once, in random order
 * @param distill the model that the network learns from as well; null for none
 * @param calibrate whether the model's probabilities are made as sure as it is right, by its validation images; null for not
 */
public record TrainConfig(int epochs, @Default("32") int batch, Optimizer optimizer,
        @Default("constant") Schedule schedule, @Default("softmax-cross-entropy") Loss loss,
        @Default("[accuracy]") List<Metric> metrics, @Default("0") double validation, @Default("loss") String monitor,
        @Nullable EarlyStopping earlyStopping, @Nullable List<ParameterGroup> groups, @Nullable Clip clip,
        @Nullable Checkpoints checkpoint, @Nullable WarmStart start, @Nullable WeightAverage average,
        @Nullable Integer accumulate,
        @Nullable SharpnessAware sharpnessAware, @Nullable Sampling sampling,
        @Nullable Distillation distill, @Nullable Boolean calibrate) {
    /** The {@link #monitor()} that is the loss. */
    public static final String LOSS = "loss";

    public TrainConfig {
        metrics = List.copyOf(metrics);
        calibrate = calibrate != null && calibrate ? true : null;
        groups = groups == null || groups.isEmpty() ? null : List.copyOf(groups);
        if (epochs < 1) {
            throw new IllegalArgumentException("Training needs at least 1 epoch but was given " + epochs + ".");
        }
        if (batch < 1) {
            throw new IllegalArgumentException("A batch needs at least 1 image but was given " + batch + ".");
        }
        if (accumulate != null && (accumulate < 1 || accumulate > batch)) {
            throw new IllegalArgumentException("A batch of " + batch + " images cannot go through the network in "
                    + accumulate + " parts. Use from 1 to " + batch + " for train.accumulate, or a larger batch.");
        }
        if (!(validation >= 0 && validation < 1)) {
            throw new IllegalArgumentException("The share of images for validation is from 0 to less than 1 but was "
                    + "given " + validation + ". Use 0.1 for a tenth.");
        }
        List<String> known = MetricNames.of(metrics);
        List<String> meant = known.stream().filter(name -> name.startsWith(monitor + "(")).toList();
        if (!known.contains(monitor) && !meant.isEmpty()) {
            throw new IllegalArgumentException("Training cannot be monitored by '" + monitor + "', which is "
                    + meant.size() + " metrics. Name one of them: " + String.join(", ", meant) + ".");
        }
        if (!monitor.equals(LOSS) && !known.contains(monitor) && monitor.indexOf('/') < 0) { // that is an output's
            throw Monitor.unknown(monitor, known);
        }
    }

    /** Training without validation or early stopping, in which the lowest loss makes the best epoch. */
    public static TrainConfig of(int epochs, int batch, Optimizer optimizer, Schedule schedule, Loss loss,
            Metric... metrics) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, List.of(metrics), 0, LOSS, null, null, null,
                null, null, null, null, null, null, null, null);
    }

    /**
     * What the metrics are called in reports and in {@link #monitor()}, in their order: by id, such as
     * {@code accuracy}; where several have one id, by what differs as well: {@code top-k(k=1)}, {@code top-k(k=2)}.
     */
    public List<String> metricNames() {
        return MetricNames.of(metrics);
    }

    /** Sees every training image so many times. */
    public TrainConfig epochs(int newEpochs) {
        return new TrainConfig(newEpochs, batch, optimizer, schedule, loss, metrics, validation, monitor,
                earlyStopping, groups, clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill,
                calibrate);
    }

    /** Learns from so many images in a step. */
    public TrainConfig batch(int newBatch) {
        return new TrainConfig(epochs, newBatch, optimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                groups,
                clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill, calibrate);
    }

    /** Changes the parameters so. */
    public TrainConfig optimizer(Optimizer newOptimizer) {
        return new TrainConfig(epochs, batch, newOptimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                groups,
                clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill, calibrate);
    }

    /** Changes the learning rate so. */
    public TrainConfig schedule(Schedule newSchedule) {
        return new TrainConfig(epochs, batch, optimizer, newSchedule, loss, metrics, validation, monitor, earlyStopping,
                groups,
                clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill, calibrate);
    }

    /** Makes this small. */
    public TrainConfig loss(Loss newLoss) {
        return new TrainConfig(epochs, batch, optimizer, schedule, newLoss, metrics, validation, monitor, earlyStopping,
                groups,
                clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill, calibrate);
    }

    /** Reports these besides the loss. */
    public TrainConfig metrics(Metric... newMetrics) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, List.of(newMetrics), validation, monitor,
                earlyStopping, groups,
                clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill, calibrate);
    }

    /** Holds back a share of the training images, in [0, 1), to choose the best epoch by. */
    public TrainConfig validation(double share) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, share, monitor, earlyStopping, groups,
                clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill, calibrate);
    }

    /** Chooses the best epoch by {@code loss} or by the metric of this name, {@code output/metric} for a named output's. */
    public TrainConfig monitor(String newMonitor) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, newMonitor,
                earlyStopping, groups, clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill,
                calibrate);
    }

    /** Ends after so many epochs without a better one. */
    public TrainConfig earlyStopping(int patience) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor,
                EarlyStopping.of(patience), groups, clip, checkpoint, start, average, accumulate, sharpnessAware,
                sampling, distill, calibrate);
    }

    /** Ends so before the last epoch. */
    public TrainConfig earlyStopping(EarlyStopping stopping) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, stopping, groups,
                clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill, calibrate);
    }

    /** Lets parameters that these groups match learn in their own way, or not at all. The last match counts. */
    public TrainConfig groups(ParameterGroup... newGroups) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                List.of(newGroups), clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill,
                calibrate);
    }

    /** Keeps gradients from becoming too large. */
    public TrainConfig clip(Clip newClip) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                groups, newClip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill, calibrate);
    }

    /** Writes checkpoints within epochs, so far apart, beside those after every epoch. */
    public TrainConfig checkpoint(Interval every) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                groups, clip, new Checkpoints(every), start, average, accumulate, sharpnessAware, sampling, distill,
                calibrate);
    }

    /** Takes the first weights from a model. */
    public TrainConfig start(WarmStart model) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                groups, clip, checkpoint, model, average, accumulate, sharpnessAware, sampling, distill, calibrate);
    }

    /** Makes the model an average of the weights that training goes through. */
    public TrainConfig average(WeightAverage newAverage) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                groups, clip, checkpoint, start, newAverage, accumulate, sharpnessAware, sampling, distill, calibrate);
    }

    /** Parts that a batch goes through the network in: 1 for whole batches. */
    public int parts() {
        return accumulate == null ? 1 : accumulate;
    }

    /** Sends each batch through the network in so many parts, whose gradients are added. */
    public TrainConfig accumulate(int parts) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                groups, clip, checkpoint, start, average, parts, sharpnessAware, sampling, distill, calibrate);
    }

    /** Takes each step's gradient a way up from the weights, where the loss is worst nearby. */
    public TrainConfig sharpnessAware(SharpnessAware way) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                groups, clip, checkpoint, start, average, accumulate, way, sampling, distill, calibrate);
    }

    /** Draws each epoch's images so. */
    public TrainConfig sampling(Sampling way) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                groups, clip, checkpoint, start, average, accumulate, sharpnessAware, way, distill, calibrate);
    }

    /** Learns from what a model answers as well. */
    public TrainConfig distill(Distillation from) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                groups, clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, from, calibrate);
    }

    /** Whether the model is calibrated. */
    public boolean calibrates() {
        return calibrate != null && calibrate;
    }

    /** Whether scores are divided by a temperature behind training, which the validation images decide. */
    public TrainConfig calibrate(boolean scaled) {
        return new TrainConfig(epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, earlyStopping,
                groups, clip, checkpoint, start, average, accumulate, sharpnessAware, sampling, distill, scaled);
    }
}
