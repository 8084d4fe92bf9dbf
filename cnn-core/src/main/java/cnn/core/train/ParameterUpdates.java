package cnn.core.train;

import cnn.api.Shape;
import cnn.api.kernel.Kernels;
import cnn.api.layer.Param;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;
import cnn.api.train.WholeUpdate;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.network.Weights;
import cnn.core.pipeline.ParameterGroups;
import cnn.core.registry.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The optimizer's memory, and its step on all parameters at once, shared among threads in fixed pieces. */
final class ParameterUpdates {
    private static final int PIECE = 16_384;

    private final Optimizer optimizer;
    private final Kernels kernels;
    private final Map<String, float[]> slots = new LinkedHashMap<>();
    private final Piece[] pieces;
    private final int sums;
    private final @Nullable Regularization regularization;
    private final @Nullable Ascent ascent;
    private final @Nullable GradientClipping clipping;
    private final Workers.Job accumulate = (index, worker) -> accumulate(index);
    private final Workers.Job sum = (index, worker) -> sum(index);
    private final Workers.Job update = (index, worker) -> update(index);
    private long step;
    private double learningRate;
    /** Share of the batch's examples in the part that is added; the first part overwrites. */
    private float share;
    private boolean first;

    ParameterUpdates(TrainingStep.Learning learning, ParameterGroups groups, Session session, Kernels kernels) {
        optimizer = learning.optimizer();
        this.kernels = kernels;
        int buffers = count("slots", optimizer::slots);
        sums = count("sums", optimizer::sums);
        List<Piece> all = new ArrayList<>();
        List<Regularization.Learnt> learnt = new ArrayList<>();
        for (Param param : session.weights().params()) {
            if (groups.network().trains(param)) {
                float[][] own = learning.memory().slots(param, buffers);
                for (int slot = 0; slot < own.length; slot++) {
                    slots.put(OptimizerMemory.name(param, slot), own[slot]);
                }
                float[] part = session.gradient(param);
                float[] gradient = learning.accumulates() ? new float[part.length] : part;
                Parameter parameter = new Parameter(param, session.weights().values(param), gradient, part,
                        own, new double[sums], groups.rate(param), groups.decay(param),
                        learning.memory().stepsBefore(groups.learnsFrom(param)));
                learnt.add(new Regularization.Learnt(param, parameter.values, gradient));
                WholeUpdate whole = whole(param);
                int size = param.shape().size();
                int piece = whole == null ? PIECE : size;
                for (int from = 0; from < size; from += piece) {
                    all.add(new Piece(parameter, from, Math.min(size, from + piece), new double[sums], whole));
                }
            }
        }
        pieces = all.toArray(Piece[]::new);
        regularization = Regularization.of(groups, learnt);
        ascent = learning.sharpnessAware() == null ? null : new Ascent(learning.sharpnessAware().rho(), ways(all));
        clipping = learning.clip() == null
                ? null
                : new GradientClipping(learning.clip(), learnt, all.stream()
                        .map(piece -> new GradientNorm.Range(piece.gradient(), piece.from, piece.to)).toList());
    }

    private static List<Ascent.Range> ways(List<Piece> all) {
        Map<float[], float[]> kept = new IdentityHashMap<>();
        return all.stream().map(piece -> new Ascent.Range(piece.values(), piece.gradient(),
                kept.computeIfAbsent(piece.values(), values -> new float[values.length]), piece.from, piece.to))
                .toList();
    }

    /** The way up from the weights, where there is one. */
    @Nullable
    Ascent ascent() {
        return ascent;
    }

    private @Nullable WholeUpdate whole(Param param) {
        try {
            return optimizer.whole(param.shape());
        } catch (Throwable thrown) {
            throw Fault.of(null, optimizer, "whole", thrown);
        }
    }

    private int count(String of, IntSupplier asked) {
        int count;
        try {
            count = asked.getAsInt();
        } catch (Throwable thrown) {
            throw Fault.of(null, optimizer, of, thrown);
        }
        if (count < 0) {
            throw Fault.nonsense(optimizer, "asks for " + count + " " + of, "it needs 0 or more");
        }
        return count;
    }

    /** Writes the weights that predict, where they are others than those that train, into other numbers. */
    void predicting(Weights to, Workers workers) {
        workers.run(pieces.length, (index, worker) -> {
            Piece piece = pieces[index];
            try {
                optimizer.predicting(piece, to.values(piece.of.param));
            } catch (Throwable thrown) {
                throw Fault.of(null, optimizer, "predicting", thrown);
            }
        });
    }

    /** Whether there are such weights. */
    boolean averages() {
        try {
            return optimizer.averages();
        } catch (Throwable thrown) {
            throw Fault.of(null, optimizer, "averages", thrown);
        }
    }

    /** The optimizer's buffers by parameter and number, as a checkpoint keeps them. */
    Map<String, float[]> slots() {
        return slots;
    }

    /**
     * Adds what one part of a batch gives to the gradients.
     *
     * @param begins whether it is the batch's first part
     * @param examples share of the batch's examples that are in the part
     */
    void accumulate(boolean begins, float examples, Workers workers) {
        first = begins;
        share = examples;
        workers.run(pieces.length, accumulate);
    }

    private void accumulate(int index) {
        Piece piece = pieces[index];
        float[] gradient = piece.of.gradient;
        float[] part = piece.of.part;
        for (int i = piece.from; i < piece.to; i++) {
            gradient[i] = (first ? 0 : gradient[i]) + share * part[i];
        }
    }

    /** Takes a step, the first being 1. */
    void apply(long number, double rate, Workers workers) {
        step = number;
        learningRate = rate;
        if (regularization != null) {
            regularization.penalise(workers);
        }
        if (clipping != null) {
            clipping.apply(workers);
        }
        if (sums > 0) {
            takeSums(workers);
        }
        workers.run(pieces.length, update);
        if (regularization != null) {
            regularization.limit(workers);
        }
    }

    /** Each piece has sums of its own, which are added in the pieces' order. */
    private void takeSums(Workers workers) {
        workers.run(pieces.length, sum);
        for (Piece piece : pieces) {
            if (piece.from == 0) {
                Arrays.fill(piece.of.sums, 0);
            }
            for (int i = 0; i < sums; i++) {
                piece.of.sums[i] += piece.own[i];
            }
        }
    }

    private void sum(int index) {
        Piece piece = pieces[index];
        Arrays.fill(piece.own, 0);
        try {
            optimizer.sum(piece, piece.own);
        } catch (Throwable thrown) {
            throw Fault.of(null, optimizer, "sum", thrown);
        }
    }

    private void update(int index) {
        Piece piece = pieces[index];
        try {
            if (piece.whole == null) {
                optimizer.update(piece);
            } else {
                piece.whole.update(piece);
            }
        } catch (Throwable thrown) {
            throw Fault.of(null, optimizer, "update", thrown);
        }
    }

    /**
     * A parameter with all that belongs to it; {@code part} is the gradient of a part of the batch, or the gradient itself,
     * {@code before} the steps of the run before its first one.
     */
    private record Parameter(Param param, float[] values, float[] gradient, float[] part, float[][] slots,
            double[] sums,
            double rate, double decay, long before) {
    }

    /** A range of one parameter. */
    private final class Piece implements Update {
        private final Parameter of;
        private final int from;
        private final int to;
        private final double[] own;
        private final @Nullable WholeUpdate whole;

        Piece(Parameter of, int from, int to, double[] own, @Nullable WholeUpdate whole) {
            this.of = of;
            this.from = from;
            this.to = to;
            this.own = own;
            this.whole = whole;
        }

        @Override
        public String name() {
            return of.param.name();
        }

        @Override
        public Shape shape() {
            return of.param.shape();
        }

        @Override
        public int from() {
            return from;
        }

        @Override
        public int to() {
            return to;
        }

        @Override
        public float[] values() {
            return of.values;
        }

        @Override
        public float[] gradient() {
            return of.gradient;
        }

        @Override
        public float[] slot(int index) {
            return of.slots[index];
        }

        @Override
        public double sum(int index) {
            return of.sums[index];
        }

        @Override
        public long step() {
            return step - of.before;
        }

        @Override
        public double learningRate() {
            return learningRate * of.rate;
        }

        @Override
        public double decay() {
            return of.decay;
        }

        @Override
        public Kernels kernels() {
            return kernels;
        }
    }
}
