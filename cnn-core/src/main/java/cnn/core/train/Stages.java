package cnn.core.train;

import cnn.core.network.Network;
import cnn.core.pipeline.ParameterGroup;
import cnn.core.pipeline.ParameterGroups;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's steps, epoch by epoch. Where groups thaw, more of the network learns from an epoch on: a new step then takes the
 * place of the one before, with buffers for what learns now. What has learnt keeps the optimizer's buffers, and what begins
 * to learn has new ones. Belongs to one thread.
 */
final class Stages {
    private final Network network;
    private final @Nullable List<ParameterGroup> groups;
    private final long stepsPerEpoch;
    private final Making making;
    private int stage = 1;
    private ParameterGroups learning;
    private TrainingStep step;

    /** Makes the step of a stage. */
    interface Making {
        TrainingStep step(ParameterGroups groups, OptimizerMemory memory);
    }

    /** In the stage of the first epoch. */
    Stages(Network network, @Nullable List<ParameterGroup> groups, long stepsPerEpoch, Making making) {
        this.network = network;
        this.groups = groups;
        this.stepsPerEpoch = stepsPerEpoch;
        this.making = making;
        learning = ParameterGroups.of(groups, network);
        step = making.step(learning, new OptimizerMemory(Map.of(), stepsPerEpoch));
    }

    /** The step of the epoch at hand. */
    TrainingStep step() {
        return step;
    }

    /** The network, what is frozen in the epoch at hand known to it. */
    Network network() {
        return learning.network();
    }

    /** Comes to an epoch; whether there is another step for it. */
    boolean enter(int epoch) {
        int next = ParameterGroups.stage(groups, epoch);
        if (next == stage) {
            return false;
        }
        stage = next;
        learning = ParameterGroups.of(groups, network, epoch);
        step = making.step(learning, new OptimizerMemory(step.slots(), stepsPerEpoch));
        return true;
    }
}
