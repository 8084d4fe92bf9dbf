package cnn.core.train;

import cnn.api.Shape;
import cnn.api.train.TrainingListener.Run;
import cnn.core.engine.Engine;
import cnn.core.network.Network;

/** A run as its listeners see it. */
record WatchedRun(String name, long seed, Network network, TrainingData data, int epochs, int firstEpoch,
        int stepsPerEpoch, int batch, Engine engine, String monitor, Runnable end) implements Run {
    @Override
    public Shape input() {
        return network.input();
    }

    @Override
    public long parameters() {
        return network.parameters() - network.frozenParameters();
    }

    @Override
    public int trainExamples() {
        return data.train().size();
    }

    @Override
    public int validationExamples() {
        return data.validation() == null ? 0 : data.validation().size();
    }

    @Override
    public int threads() {
        return engine.workers().threads();
    }

    @Override
    public String kernels() {
        return engine.kernels().id();
    }

    @Override
    public void stop() {
        end.run();
    }
}
