package cnn.testkit;

import cnn.api.kernel.Kernels;

/**
 * How a {@link LayerRun} runs: {@code RunOptions.forTraining().tasks(Tasks.REVERSED)}.
 *
 * @param training whether this is training or prediction
 * @param kernels arithmetic to use
 * @param tasks how parallel loops run
 * @param randomKey key of the layer's chance
 * @param room examples that buffers have room for beyond the batch; guards lie there
 * @param inputGradients whether the inputs' gradients are wanted
 */
public record RunOptions(boolean training, Kernels kernels, Tasks tasks, long randomKey, int room,
        boolean inputGradients) {
    /** A run as in training, on {@link KernelSets#chosen()}. */
    public static RunOptions forTraining() {
        return new RunOptions(true, KernelSets.chosen(), Tasks.IN_ORDER, 1, 0, true);
    }

    /** A run as in prediction, on {@link KernelSets#chosen()}. */
    public static RunOptions forPrediction() {
        return forTraining().training(false);
    }

    /** Training or prediction. */
    public RunOptions training(boolean value) {
        return new RunOptions(value, kernels, tasks, randomKey, room, inputGradients);
    }

    /** Other kernels. */
    public RunOptions kernels(Kernels value) {
        return new RunOptions(training, value, tasks, randomKey, room, inputGradients);
    }

    /** Another order of tasks. */
    public RunOptions tasks(Tasks value) {
        return new RunOptions(training, kernels, value, randomKey, room, inputGradients);
    }

    /** Another key of the layer's chance. */
    public RunOptions randomKey(long value) {
        return new RunOptions(training, kernels, tasks, value, room, inputGradients);
    }

    /** Buffers with room for more examples than the batch has. */
    public RunOptions room(int value) {
        return new RunOptions(training, kernels, tasks, randomKey, value, inputGradients);
    }

    /** Whether the inputs' gradients are wanted. */
    public RunOptions inputGradients(boolean value) {
        return new RunOptions(training, kernels, tasks, randomKey, room, value);
    }

    @Override
    public String toString() {
        return (training ? "training" : "prediction") + ", kernels " + kernels.id() + ", tasks " + tasks;
    }
}
