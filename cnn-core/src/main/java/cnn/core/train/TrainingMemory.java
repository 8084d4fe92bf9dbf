package cnn.core.train;

import cnn.api.data.DataSet;
import cnn.core.data.TargetReader;
import cnn.core.engine.Plan;
import cnn.core.network.Network;
import cnn.core.pipeline.TrainConfig;

/**
 * Memory that training takes, known before any of it is allocated.
 *
 * @param plan what lies in which buffer
 * @param parts that a batch goes through the network in
 * @param buffers numbers that are kept for every trained one: the optimizer's, gradients that are added, an average
 * @param example numbers of an example as it waits for the network
 * @param waiting batches that wait
 * @param threads threads that compute
 */
public record TrainingMemory(Plan plan, int parts, int buffers, int example, int waiting, int threads) {
    /** Of the network alone, whatever the images are. */
    public static TrainingMemory of(Network network, TrainConfig train, int threads) {
        int buffers = train.optimizer().slots() + (train.parts() > 1 ? 1 : 0) + (train.average() != null ? 1 : 0);
        return new TrainingMemory(Plan.forTraining(network), train.parts(), buffers, 0, 0, threads);
    }

    /**
     * Of the network and the batches that are read ahead of it.
     *
     * @param validates whether validation images are read as well
     */
    public static TrainingMemory of(Network network, TrainConfig train, DataSet images, boolean validates,
            int threads) {
        TrainingMemory alone = of(network, train, threads);
        return new TrainingMemory(alone.plan, alone.parts, alone.buffers,
                images.shape().size() + TargetReader.width(images.targets()),
                BatchLoader.RING * (validates ? 2 : 1), threads);
    }

    /** Images in the smallest batch: one for each part, and enough for layers that compare them. */
    public int least() {
        return Math.max(parts, plan.network().leastBatch());
    }

    /** Images that go through the network together. */
    public int together(int batch) {
        return Math.ceilDiv(batch, parts);
    }

    /** Bytes of weights, gradients, optimizer, buffers, and batches that wait. */
    public long bytes(int batch) {
        return plan.bytes(together(batch), threads, buffers)
                + (long) waiting * batch * example * Float.BYTES;
    }
}
