package cnn.bench;

import cnn.api.Rng;
import cnn.api.layer.Param;
import cnn.bench.networks.Workload;
import cnn.bench.networks.Workload.Task;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.core.train.TrainingStep;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.optimizer.Sgd;

/**
 * A {@link Workload} ready to run: weights, images and targets are random but always the same, so that others can be
 * given the same ones and their results compared. Training is SGD with momentum on softmax cross-entropy.
 */
public final class Trial {
    /** The learning rate of training: small, so that many steps on one batch end in no trouble. */
    public static final double LEARNING_RATE = 0.001;
    /** The momentum of training. */
    public static final double MOMENTUM = 0.9;
    private static final long SEED = 42;
    private static final float HIGHEST_SCORE = 4;

    private final Workload workload;
    private final Network network;
    private final Weights weights;
    private final float[] images;
    private final float[] targets;

    /** Draws all numbers of a workload. */
    public Trial(Workload workload) {
        this.workload = workload;
        network = workload.network().get();
        weights = Weights.init(network, SEED);
        // Running means and variances as if the network had been trained; with 0 and 1 a mistake would not show.
        for (Param param : network.params()) {
            if (!param.trained()) {
                boolean variance = param.name().endsWith("/variance");
                fill(weights.values(param), Rng.key(SEED, param.index()), variance ? 0.5f : -0.1f,
                        variance ? 1.5f : 0.1f);
            }
        }
        images = new float[workload.batch() * network.input().size()];
        fill(images, SEED, -1, 1);
        int classes = network.output().size();
        targets = new float[workload.batch() * classes];
        Rng labels = new Rng(SEED);
        if (workload.task() == Task.TRAIN) {
            for (int i = 0; i < workload.batch(); i++) {
                targets[i * classes + labels.nextInt(classes)] = 1;
            }
            scaleScores();
        }
    }

    /**
     * Makes the last layer give moderate scores. Untrained residual networks give such high ones in prediction that all
     * probabilities are 0 or 1, where no mistake would show.
     */
    private void scaleScores() {
        try (Workers workers = new Workers(1)) {
            Session session = Session.forPrediction(network, weights,
                    new Engine(Registry.load().kernels(null), workers), 1);
            System.arraycopy(images, 0, session.input(), 0, network.input().size());
            session.forward(1, false, 0);
            float largest = 0;
            for (int i = 0; i < network.output().size(); i++) {
                largest = Math.max(largest, Math.abs(session.output()[i]));
            }
            for (Param param : network.nodes().getLast().params()) {
                float[] values = weights.values(param);
                for (int i = 0; i < values.length; i++) {
                    values[i] *= HIGHEST_SCORE / largest;
                }
            }
        }
    }

    private static void fill(float[] values, long key, float low, float high) {
        for (int i = 0; i < values.length; i++) {
            values[i] = low + (high - low) * Rng.uniform(key, i);
        }
    }

    /** The row of the table. */
    public Workload workload() {
        return workload;
    }

    /** The network. */
    public Network network() {
        return network;
    }

    /** Its first weights. Training ours changes them. */
    public Weights weights() {
        return weights;
    }

    /** One batch, channels-last. */
    public float[] images() {
        return images;
    }

    /** One-hot targets of that batch. */
    public float[] targets() {
        return targets;
    }

    /** Prediction: the scores of the whole batch. */
    public Inference inference(Engine engine) {
        Session session = Session.forPrediction(network, weights, engine, workload.batch());
        System.arraycopy(images, 0, session.input(), 0, images.length);
        return () -> {
            session.forward(workload.batch(), false, 0);
            return session.output();
        };
    }

    /** Training: each call learns from the batch once and returns its mean loss before that. */
    public Learning learning(Engine engine) {
        TrainingStep step = new TrainingStep(network, weights, SoftmaxCrossEntropy.of(),
                Sgd.of(LEARNING_RATE).momentum(MOMENTUM), engine, workload.batch());
        return new Learning(step);
    }

    /** Computes the batch's scores. */
    @FunctionalInterface
    public interface Inference {
        /** The scores, example by example. The same array every time. */
        float[] run();
    }

    /** Learns from the batch again and again. */
    public final class Learning {
        private final TrainingStep step;
        private long number;

        private Learning(TrainingStep step) {
            this.step = step;
        }

        /** One step; the mean loss before it. */
        public double run() {
            System.arraycopy(images, 0, step.session().input(), 0, images.length);
            number++;
            return step.run(workload.batch(), targets, number, LEARNING_RATE, Rng.key(SEED, number))
                    / workload.batch();
        }
    }
}
