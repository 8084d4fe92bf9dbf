package cnn.core.train;

import cnn.api.Shape;
import cnn.core.network.GradientFlow;
import cnn.core.network.Network;
import cnn.core.pipeline.ParameterGroups;
import cnn.core.pipeline.TrainConfig;
import cnn.core.text.Count;

/** Whether a network can learn from some data, asked before it does. */
final class TrainingCheck {
    private TrainingCheck() {
    }

    /** Images must be such as the network takes. */
    static void images(Network network, TrainingData data) {
        Shape images = data.train().shape();
        if (!images.equals(network.input())) {
            throw new IllegalArgumentException("The network takes " + network.input() + " but the images are " + images
                    + ". Set preprocess.size and preprocess.channels, or build the network for " + images + ".");
        }
    }

    /** Whatever learns, from the first epoch on or later, must have a gradient. */
    static void gradients(Network network, TrainConfig config) {
        GradientFlow.of(ParameterGroups.of(config.groups(), network, config.epochs()).network()).requireAllLearn();
    }

    /** Batches must be large enough for its layers, and something in it must learn from the first epoch on. */
    static void learning(Network network, TrainConfig config, TrainingData data) {
        network.checkBatches(data.train().size(), config.batch());
        if (network.parameters() == 0) {
            throw new IllegalArgumentException(
                    "The network has nothing to learn: no layer has parameters. Add a convolution or a dense layer.");
        }
        if (network.params().stream().noneMatch(network::trains)) {
            throw new IllegalArgumentException("The network has nothing to learn: train.groups freezes all of its "
                    + Count.of(network.parameters(), "parameter") + ". Freeze fewer, or add a layer behind them.");
        }
    }
}
