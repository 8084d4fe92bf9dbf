package cnn.testkit;

import cnn.api.kernel.Kernels;
import java.util.Set;

/**
 * How a {@link LayerRun} runs: {@code PassOptions.forTraining().tasks(Tasks.REVERSED)}.
 *
 * @param training whether this is training or prediction
 * @param kernels arithmetic to use
 * @param tasks how parallel loops run
 * @param randomKey key of the layer's chance
 * @param room examples that buffers have room for beyond the batch; guards lie there
 * @param unwanted inputs whose gradients nobody wants, by their index
 * @param frozen parameters whose gradients nobody wants, by the names that the layer calls them
 */
public record PassOptions(boolean training, Kernels kernels, Tasks tasks, long randomKey, int room,
        Set<Integer> unwanted, Set<String> frozen) {
    public PassOptions {
        unwanted = Set.copyOf(unwanted);
        frozen = Set.copyOf(frozen);
    }

    /** A run as in training, on {@link KernelSets#chosen()}. */
    public static PassOptions forTraining() {
        return new PassOptions(true, KernelSets.chosen(), Tasks.IN_ORDER, 1, 0, Set.of(), Set.of());
    }

    /** A run as in prediction, on {@link KernelSets#chosen()}. */
    public static PassOptions forPrediction() {
        return forTraining().training(false);
    }

    /** Training or prediction. */
    public PassOptions training(boolean value) {
        return new PassOptions(value, kernels, tasks, randomKey, room, unwanted, frozen);
    }

    /** Other kernels. */
    public PassOptions kernels(Kernels value) {
        return new PassOptions(training, value, tasks, randomKey, room, unwanted, frozen);
    }

    /** Another order of tasks. */
    public PassOptions tasks(Tasks value) {
        return new PassOptions(training, kernels, value, randomKey, room, unwanted, frozen);
    }

    /** Another key of the layer's chance. */
    public PassOptions randomKey(long value) {
        return new PassOptions(training, kernels, tasks, value, room, unwanted, frozen);
    }

    /** Buffers with room for more examples than the batch has. */
    public PassOptions room(int value) {
        return new PassOptions(training, kernels, tasks, randomKey, value, unwanted, frozen);
    }

    /** Inputs whose gradients nobody wants, by their index. */
    public PassOptions unwanted(Set<Integer> indices) {
        return new PassOptions(training, kernels, tasks, randomKey, room, indices, frozen);
    }

    /** Parameters whose gradients nobody wants, by the names that the layer calls them. */
    public PassOptions frozen(Set<String> names) {
        return new PassOptions(training, kernels, tasks, randomKey, room, unwanted, names);
    }

    @Override
    public String toString() {
        return (training ? "training" : "prediction") + ", kernels " + kernels.id() + ", tasks " + tasks;
    }
}
