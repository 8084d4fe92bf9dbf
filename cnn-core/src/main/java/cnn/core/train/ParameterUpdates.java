package cnn.core.train;

import cnn.api.layer.Param;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.registry.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The optimizer's memory, and its step on all parameters at once, shared among threads in fixed pieces. */
final class ParameterUpdates {
    private static final int PIECE = 16_384;

    private final Optimizer optimizer;
    private final Map<String, float[]> slots = new LinkedHashMap<>();
    private final Piece[] pieces;
    private final Workers.Job update;
    private long step;
    private double learningRate;

    ParameterUpdates(Optimizer optimizer, Session session) {
        this.optimizer = optimizer;
        int buffers = buffers(optimizer);
        List<Piece> all = new ArrayList<>();
        for (Param param : session.weights().params()) {
            if (param.trained()) {
                float[][] own = new float[buffers][param.shape().size()];
                for (int slot = 0; slot < own.length; slot++) {
                    slots.put(param.name() + "/" + slot, own[slot]);
                }
                for (int from = 0; from < param.shape().size(); from += PIECE) {
                    all.add(new Piece(session.weights().values(param), session.gradient(param), own, from,
                            Math.min(param.shape().size(), from + PIECE), param.decays()));
                }
            }
        }
        pieces = all.toArray(Piece[]::new);
        update = (index, worker) -> update(index);
    }

    private static int buffers(Optimizer optimizer) {
        int buffers;
        try {
            buffers = optimizer.slots();
        } catch (Throwable thrown) {
            throw Fault.of(null, optimizer, "slots", thrown);
        }
        if (buffers < 0) {
            throw Fault.nonsense(optimizer, "asks for " + buffers + " slots", "it needs 0 or more");
        }
        return buffers;
    }

    /** The optimizer's buffers by parameter and number, as a checkpoint keeps them. */
    Map<String, float[]> slots() {
        return slots;
    }

    /** Learning rate of the last step. */
    double learningRate() {
        return learningRate;
    }

    /** Takes a step, the first being 1. */
    void apply(long number, double rate, Workers workers) {
        step = number;
        learningRate = rate;
        workers.run(pieces.length, update);
    }

    private void update(int index) {
        try {
            optimizer.update(pieces[index]);
        } catch (Throwable thrown) {
            throw Fault.of(null, optimizer, "update", thrown);
        }
    }

    /** A range of one parameter. */
    private final class Piece implements Update {
        private final float[] values;
        private final float[] gradient;
        private final float[][] own;
        private final int from;
        private final int to;
        private final boolean decays;

        Piece(float[] values, float[] gradient, float[][] own, int from, int to, boolean decays) {
            this.values = values;
            this.gradient = gradient;
            this.own = own;
            this.from = from;
            this.to = to;
            this.decays = decays;
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
            return values;
        }

        @Override
        public float[] gradient() {
            return gradient;
        }

        @Override
        public float[] slot(int index) {
            return own[index];
        }

        @Override
        public long step() {
            return step;
        }

        @Override
        public double learningRate() {
            return learningRate;
        }

        @Override
        public boolean decays() {
            return decays;
        }
    }
}
