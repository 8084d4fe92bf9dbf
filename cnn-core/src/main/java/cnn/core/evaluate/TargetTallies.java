package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.api.data.Target;
import cnn.core.engine.Engine;
import cnn.core.engine.Scored;
import cnn.core.evaluate.LabelFigures.Label;
import cnn.core.evaluate.NumberFigures.Errors;
import cnn.core.model.Output;
import cnn.core.network.Weights;
import java.util.ArrayList;
import java.util.List;

/** Counts and sums over the batches of an evaluation of several labels, or of numbers, in the images' order. */
final class TargetTallies {
    /** A label is predicted where it is at least as probable as not. */
    private static final double THRESHOLD = 0.5;

    private final Output output;
    private final DataSet data;
    private final TargetSlice slice;
    private final Scored scored;
    private final float[] scores;
    private final float[] targets;
    private final int width;
    private final int[] hits;
    private final int[] misses;
    private final int[] falseAlarms;
    private final double[] distances;
    private final double[] squares;
    private final double[] means;
    private final double[] variances;
    private int images;
    private int exact;
    private double lossSum;
    private int unscored;
    private int firstUnscored;

    /** Counts on scores that the network leaves in this array. */
    TargetTallies(Output output, DataSet data, Engine engine, float[] scores) {
        this.output = output;
        this.data = data;
        this.scores = scores;
        slice = TargetSlice.of(data, output.target());
        width = output.target().width();
        targets = new float[scores.length];
        scored = new Scored(output.loss(), width, engine, scores, new float[scores.length]);
        hits = new int[width];
        misses = new int[width];
        falseAlarms = new int[width];
        distances = new double[width];
        squares = new double[width];
        means = new double[width];
        variances = new double[width];
    }

    /** Adds the images from this one on, as many as went through the network. */
    void add(int from, int count) {
        for (int i = 0; i < count; i++) {
            slice.read(from + i, targets, i * width);
        }
        float[] predicted = scored.with(count, targets).predictions();
        for (int i = 0; i < count; i++) {
            images++;
            if (Weights.indexOfNotFinite(scores, i * width, (i + 1) * width) >= 0) {
                firstUnscored = unscored++ == 0 ? from + i : firstUnscored;
                continue;
            }
            boolean right = true;
            for (int j = 0; j < width; j++) {
                right &= add(j, targets[i * width + j], predicted[i * width + j]);
            }
            exact += right ? 1 : 0;
        }
        lossSum += scored.loss();
    }

    /** Adds one number; whether a label is told rightly. */
    private boolean add(int j, double target, double prediction) {
        boolean is = target >= 0.5;
        boolean said = prediction >= THRESHOLD;
        hits[j] += is && said ? 1 : 0;
        misses[j] += is && !said ? 1 : 0;
        falseAlarms[j] += !is && said ? 1 : 0;
        double error = prediction - target;
        distances[j] += Math.abs(error);
        squares[j] += error * error;
        double change = target - means[j]; // Welford, Technometrics 4, 1962
        means[j] += change / images;
        variances[j] += change * (target - means[j]);
        return is == said;
    }

    /** The figures, where every image has scores that are numbers. */
    Figures result() {
        if (unscored > 0) {
            throw Tallies.unscored(unscored, images, data.name(firstUnscored));
        }
        List<String> names = output.target().names();
        List<Label> labels = new ArrayList<>();
        List<Errors> numbers = new ArrayList<>();
        for (int j = 0; j < width; j++) {
            labels.add(new Label(names.get(j), hits[j], misses[j], falseAlarms[j]));
            numbers.add(new Errors(names.get(j), distances[j] / images, Math.sqrt(squares[j] / images),
                    variances[j] > 0 ? 1 - squares[j] / variances[j] : Double.NaN, means[j], variances[j] / images));
        }
        return output.target().kind() == Target.Kind.LABELS
                ? new LabelFigures(lossSum / images, images, THRESHOLD, labels, exact)
                : new NumberFigures(lossSum / images, images, numbers);
    }
}
