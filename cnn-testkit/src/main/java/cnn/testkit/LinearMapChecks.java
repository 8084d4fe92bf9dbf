package cnn.testkit;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Op;
import cnn.api.layer.Packer;
import java.util.List;
import java.util.stream.IntStream;

/** The clauses of {@link LayerContract} about ops that are linear maps in prediction, and about those that merge such. */
final class LinearMapChecks {
    private static final int BATCH = 3;
    /** Of the largest number: sums in another order, and transforms that trade digits for speed. */
    private static final double TOLERANCE = 1e-4;

    private LinearMapChecks() {
    }

    /** What an op says of itself is what it does. */
    static void isTheLinearMapThatItSays(LayerCase one) {
        Trial trial = new Trial(one);
        Op op = trial.bound().op();
        LinearMap map = op == null ? null : op.linearMap();
        if (map == null) {
            return;
        }
        if (one.inputs().size() != 1) {
            throw trial.subject().wrong(
                    "it says that it is a linear map but takes " + one.inputs().size() + " inputs",
                    "Return null from linearMap where there is more than one");
        }
        LayerRun run = trial.run(BATCH, PassOptions.forPrediction());
        float[] x = trial.inputs(BATCH, 1)[0];
        compare(trial, run.forward(x), apply(map, run::values, x),
                "forward in prediction gives", "the linear map that it says it is",
                "Give linearMap the axes, the groups and, from the parameters' current values, the weights and biases that "
                        + "forward computes with");
    }

    /** An op that merges branches does their work and its own. */
    static void mergesAsItSays(LayerCase one) {
        Trial trial = new Trial(one);
        Op op = trial.bound().op();
        Shape shape = one.inputs().getFirst();
        int inputs = one.inputs().size();
        if (op == null || inputs < 2 || shape.rank() > 3 || !one.inputs().stream().allMatch(shape::equals)) {
            return;
        }
        List<LinearMap> branches = IntStream.range(0, inputs).mapToObj(i -> branch(shape, i)).toList();
        Merged merged = new Merged(op, branches);
        BoundLayer bound = BoundLayer.of("merged", merged, List.of(shape));
        if (bound.isView()) {
            return; // it merges no such branches
        }
        float[] x = trial.inputs(BATCH, 1)[0];
        float[][] ends = new float[inputs][];
        for (int i = 0; i < inputs; i++) {
            double[] end = apply(branches.get(i), _ -> new float[0], x);
            ends[i] = new float[end.length];
            for (int j = 0; j < end.length; j++) {
                ends[i][j] = (float) end[j];
            }
        }
        float[] apart = trial.run(BATCH, PassOptions.forPrediction()).forward(ends);
        double[] expected = new double[apart.length];
        for (int i = 0; i < apart.length; i++) {
            expected[i] = apart[i];
        }
        compare(trial, new LayerRun(bound, BATCH, PassOptions.forPrediction()).forward(x), expected,
                "with its branches merged it gives", "what it gives of their outputs",
                "Add the weights of all branches, each in its place, and their biases");
    }

    /** Weighs all channels of a pixel, and adds a number. */
    private static LinearMap branch(Shape shape, int key) {
        int rank = shape.rank();
        return new LinearMap(LinearMap.Axis.pixelwise(rank == 3 ? shape.dim(0) : 1),
                LinearMap.Axis.pixelwise(rank == 1 ? 1 : shape.dim(rank - 2)), shape.channels(), shape.channels(), 1,
                (_, weights, bias) -> {
                    for (int i = 0; i < weights.length; i++) {
                        weights[i] = Rng.uniform(Rng.key(key, 1), i) - 0.5f;
                    }
                    for (int i = 0; i < bias.length; i++) {
                        bias[i] = Rng.uniform(Rng.key(key, 2), i) - 0.5f;
                    }
                });
    }

    /** As the formula is written. */
    private static double[] apply(LinearMap map, Packer.Values values, float[] x) {
        LinearMap.Axis rows = map.rows();
        LinearMap.Axis columns = map.columns();
        int filters = map.filters();
        int ofGroup = map.channels() / map.groups();
        float[] weights = new float[rows.kernel() * columns.kernel() * ofGroup * filters];
        float[] bias = new float[filters];
        map.coefficients().fill(values, weights, bias);
        double[] y = new double[BATCH * rows.out() * columns.out() * filters];
        for (int i = 0; i < y.length; i++) {
            int f = i % filters;
            int j = i / filters % columns.out();
            int row = i / filters / columns.out();
            y[i] = bias[f];
            for (int w = f; w < weights.length; w += filters) {
                int c = f / (filters / map.groups()) * ofGroup + w / filters % ofGroup;
                int position = w / filters / ofGroup;
                int atRow = row % rows.out() * rows.stride() + position / columns.kernel() * rows.dilation()
                        - rows.before();
                int atColumn = j * columns.stride() + position % columns.kernel() * columns.dilation()
                        - columns.before();
                if (atRow >= 0 && atRow < rows.in() && atColumn >= 0 && atColumn < columns.in()) {
                    int pixel = (row / rows.out() * rows.in() + atRow) * columns.in() + atColumn;
                    y[i] += (double) weights[w] * x[pixel * map.channels() + c];
                }
            }
        }
        return y;
    }

    private static void compare(Trial trial, float[] actual, double[] expected, String gives, String what,
            String remedy) {
        double largest = 1;
        for (double number : expected) {
            largest = Math.max(largest, Math.abs(number));
        }
        for (int i = 0; i < Math.max(actual.length, expected.length); i++) {
            boolean both = i < actual.length && i < expected.length;
            if (!both || !(Math.abs(actual[i] - expected[i]) <= TOLERANCE * largest)) {
                throw trial.subject().wrong(
                        gives + " " + (i < actual.length ? Subject.number(actual[i]) : "nothing") + " "
                                + Guarded.place(i, trial.bound().output()) + ", but " + what + " gives "
                                + (i < expected.length ? Subject.number(expected[i]) : "nothing"),
                        remedy);
            }
        }
    }

    /** An op in the place of another and its branches; a view where that does not merge them. */
    private record Merged(Op op, List<LinearMap> branches) implements Layer {
        @Override
        public Bound bind(Binding in) {
            Bound bound = op.merge(branches, in);
            return bound == null ? Bound.view(in.input()) : bound;
        }
    }
}
