package cnn.core.train;

import cnn.api.layer.Param;
import java.util.Map;

/**
 * What an optimizer remembers when more of a network begins to learn: the buffers of what has learnt so far, which go on,
 * and how many steps have gone by. What begins to learn has zeros, and counts its own steps.
 *
 * @param slots buffers by parameter and number: {@code conv1/weights/0}
 * @param stepsPerEpoch steps of one epoch
 */
record OptimizerMemory(Map<String, float[]> slots, long stepsPerEpoch) {
    /** Nothing: at the start of a run. */
    static final OptimizerMemory NONE = new OptimizerMemory(Map.of(), 0);

    /** A parameter's buffers: those that there are, or zeros. */
    float[][] slots(Param param, int count) {
        float[][] own = new float[count][];
        for (int slot = 0; slot < count; slot++) {
            float[] kept = slots.get(name(param, slot));
            own[slot] = kept == null ? new float[param.shape().size()] : kept;
        }
        return own;
    }

    /** The name of a buffer. */
    static String name(Param param, int slot) {
        return param.name() + "/" + slot;
    }

    /** Steps before a parameter's first one. */
    long stepsBefore(int firstEpoch) {
        return (firstEpoch - 1) * stepsPerEpoch;
    }
}
