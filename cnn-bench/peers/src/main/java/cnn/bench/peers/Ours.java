package cnn.bench.peers;

import cnn.bench.Trial;
import cnn.bench.networks.Workload.Task;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.registry.Registry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** This project. */
final class Ours implements Contender {
    private final Trial trial;
    private final Engine engine;
    private Trial.@Nullable Inference inference;
    private Trial.@Nullable Learning learning;

    Ours(Trial trial, int threads) {
        this.trial = trial;
        engine = new Engine(Registry.load().kernels(null), new Workers(threads));
    }

    @Override
    public String version() {
        return "cnn, " + engine.kernels().id();
    }

    @Override
    public float[] scores() {
        // A session's output may share a longer array with other layers.
        return Arrays.copyOf(trial.inference(engine).run(), trial.workload().batch() * trial.network().output().size());
    }

    @Override
    public double run() {
        if (trial.workload().task() == Task.TRAIN) {
            Trial.Learning learner = learning == null ? learning = trial.learning(engine) : learning;
            return learner.run();
        }
        Trial.Inference predictor = inference == null ? inference = trial.inference(engine) : inference;
        predictor.run();
        return 0;
    }

    @Override
    public void close() {
        engine.workers().close();
    }
}
