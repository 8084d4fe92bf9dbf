package cnn.core.train;

import cnn.api.data.Target;
import cnn.core.data.TargetReader;
import cnn.core.engine.Engine;
import cnn.core.engine.Scored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objectives of a network at work: losses of one batch after the other, the gradient of their weighted sum, and what is
 * counted over an epoch. Sums are taken in the order of the objectives. Belongs to one thread.
 */
final class Objectives implements Counting {
    private final Part[] parts;
    private final int scoreWidth;
    private final int targetWidth;
    private final float[] scores;
    private final float[] gradient;
    private int batch;

    /** One objective: of several, with scores, targets and gradient of its own. */
    private static final class Part {
        final Objective objective;
        final int width;
        final int scoresAt;
        final int targetsAt;
        final float[] scores;
        final float[] targets;
        final float[] gradient;
        final Scored scored;
        final MetricTallies tallies;
        double lossSum;

        Part(Objective objective, int scoresAt, int targetsAt, float[] scores, float[] targets, float[] gradient,
                Engine engine) {
            this.objective = objective;
            this.scoresAt = scoresAt;
            this.targetsAt = targetsAt;
            this.scores = scores;
            this.targets = targets;
            this.gradient = gradient;
            width = objective.output().target().width();
            scored = new Scored(objective.output().loss(), width, engine, scores, gradient);
            tallies = new MetricTallies(objective);
        }
    }

    /**
     * Objectives on scores that a network leaves in an array, and whose gradient it takes from another.
     *
     * @param targets what the data has, all numbers of which a batch gives
     */
    Objectives(List<Objective> all, List<Target> targets, Engine engine, float[] scores, float[] gradient) {
        this.scores = scores;
        this.gradient = gradient;
        targetWidth = TargetReader.width(targets);
        scoreWidth = all.stream().mapToInt(one -> one.output().target().width()).sum();
        int most = scores.length / scoreWidth;
        parts = new Part[all.size()];
        int scoresAt = 0;
        for (int i = 0; i < parts.length; i++) {
            Objective one = all.get(i);
            int width = one.output().target().width();
            parts[i] = all.size() == 1
                    ? new Part(one, 0, 0, scores, new float[0], gradient, engine)
                    : new Part(one, scoresAt, at(one.output().target(), targets), new float[most * width],
                            new float[most * width], new float[most * width], engine);
            scoresAt += width;
        }
    }

    private static int at(Target target, List<Target> targets) {
        return TargetReader.width(targets.subList(0, targets.indexOf(target)));
    }

    private boolean isOne() {
        return parts.length == 1;
    }

    /** Begins to count anew. */
    void start() {
        for (Part part : parts) {
            part.lossSum = 0;
            part.tallies.start();
        }
    }

    /**
     * Writes the gradient of the batch's mean loss, and returns the sum of its examples' losses: of several objectives the
     * sum of each one's times its weight.
     *
     * @param targets all targets of the examples whose scores are there
     */
    double loss(int examples, float[] targets) {
        return loss(examples, targets, true);
    }

    /** As {@link #loss}, of a second look at a batch that has been counted. */
    double lossAside(int examples, float[] targets) {
        return loss(examples, targets, false);
    }

    private double loss(int examples, float[] targets, boolean counts) {
        batch = examples;
        if (isOne()) {
            double loss = parts[0].scored.with(examples, targets).loss();
            parts[0].lossSum += counts ? loss : 0;
            return loss;
        }
        double sum = 0;
        for (Part part : parts) {
            gather(scores, scoreWidth, part.scoresAt, part.scores, part.width);
            gather(targets, targetWidth, part.targetsAt, part.targets, part.width);
            double loss = part.scored.with(examples, part.targets).loss();
            part.lossSum += counts ? loss : 0;
            sum += part.objective.output().weight() * loss;
            spread(part);
        }
        return sum;
    }

    private void gather(float[] from, int stride, int at, float[] to, int width) {
        for (int b = 0; b < batch; b++) {
            System.arraycopy(from, b * stride + at, to, b * width, width);
        }
    }

    private void spread(Part part) {
        float weight = (float) part.objective.output().weight();
        for (int b = 0; b < batch; b++) {
            for (int j = 0; j < part.width; j++) {
                gradient[b * scoreWidth + part.scoresAt + j] = weight * part.gradient[b * part.width + j];
            }
        }
    }

    /** Adds the batch to the metrics. */
    void count() {
        for (Part part : parts) {
            part.tallies.add(part.scored);
        }
    }

    /** Examples of the batch whose highest score is at their class, where there is one objective. */
    int correct() {
        return isOne() ? parts[0].scored.correct() : 0;
    }

    /** Whether there is one objective, and it is a class: then examples can be correct. */
    boolean isOfClasses() {
        return isOne() && parts[0].objective.output().target().kind().isOfClasses();
    }

    /**
     * Metrics of all examples since the start by name; of several objectives under {@code objective/metric}, and each one's
     * loss as well.
     *
     * @param accuracy of the only objective
     * @param examples counted
     */
    Map<String, Double> values(double accuracy, long examples) {
        if (isOne()) {
            return parts[0].tallies.values(accuracy);
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (Part part : parts) {
            String name = part.objective.output().name() + "/";
            values.put(name + "loss", part.lossSum / examples);
            part.tallies.values().forEach((metric, value) -> values.put(name + metric, value));
        }
        return values;
    }

    /** The metrics' counts by name; of several objectives under {@code objective/metric}, and each one's sum of losses. */
    @Override
    public Map<String, double[]> counts() {
        if (isOne()) {
            return parts[0].tallies.counts();
        }
        Map<String, double[]> counts = new LinkedHashMap<>();
        for (Part part : parts) {
            String name = part.objective.output().name() + "/";
            counts.put(name + "loss", new double[] {part.lossSum});
            part.tallies.counts().forEach((metric, numbers) -> counts.put(name + metric, numbers));
        }
        return counts;
    }

    @Override
    public void restore(Map<String, double[]> counts) {
        if (isOne()) {
            parts[0].tallies.restore(counts);
            return;
        }
        start();
        Set<String> known = counts().keySet();
        if (!counts.keySet().equals(known)) {
            throw new IllegalArgumentException(
                    "There are counts of " + counts.keySet() + " but the outputs have " + known
                            + ".");
        }
        for (Part part : parts) {
            String name = part.objective.output().name() + "/";
            double[] loss = counts.get(name + "loss");
            if (loss.length != 1) {
                throw new IllegalArgumentException(
                        "There are " + loss.length + " counts of " + name + "loss, and one is "
                                + "expected.");
            }
            part.lossSum = loss[0];
            Map<String, double[]> own = new LinkedHashMap<>();
            part.objective.metricNames().forEach(metric -> own.put(metric, counts.get(name + metric)));
            part.tallies.restore(own);
        }
    }
}
