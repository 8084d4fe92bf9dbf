package cnn.layers.normalization;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Epilogue;
import cnn.api.layer.Forward;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An op whose packers see standardised weights: it goes forward as ever, and back a step more. */
final class StandardizedOp implements Op {
    /** Filters of a task: a line of the cache has as many weights. */
    private static final int FILTERS = 16;

    private final Op op;
    private final StandardizedWeights weights;
    private final int filters;
    private final int tasks;
    private final BackwardTask propagate = this::propagate;

    StandardizedOp(Op op, StandardizedWeights weights) {
        this.op = op;
        this.weights = weights;
        filters = weights.param().shape().channels();
        tasks = (filters + FILTERS - 1) / FILTERS;
    }

    @Override
    public void forward(Forward pass) {
        op.forward(pass);
    }

    @Override
    public void backward(Backward pass) {
        op.backward(pass);
        if (pass.wantsGradient(weights.param())) {
            pass.run(tasks, 4L * weights.param().shape().size(), propagate);
        }
    }

    private void propagate(Backward pass, int task) {
        float[] values = pass.values(weights.param());
        float[] gradient = pass.gradient(weights.param());
        for (int f = task * FILTERS; f < Math.min(filters, (task + 1) * FILTERS); f++) {
            weights.propagate(values, gradient, f);
        }
    }

    @Override
    public String way() {
        return op.way();
    }

    @Override
    public @Nullable Op absorb(List<Epilogue> epilogues, Binding in) {
        Op absorbed = op.absorb(epilogues, new StandardizedBinding(in, weights));
        return absorbed == null ? null : new StandardizedOp(absorbed, weights);
    }

    @Override
    public @Nullable LinearMap linearMap() {
        LinearMap map = op.linearMap();
        return map == null
                ? null
                : new LinearMap(map.rows(), map.columns(), map.channels(), map.filters(), map.groups(),
                        (values, own, bias) -> map.coefficients().fill(weights.values(values), own, bias));
    }
}
