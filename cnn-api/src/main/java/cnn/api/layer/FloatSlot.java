package cnn.api.layer;

/**
 * Handle of a buffer that the engine provides to an op.
 *
 * @param index place among all buffers of the network
 */
public record FloatSlot(int index) {
}
