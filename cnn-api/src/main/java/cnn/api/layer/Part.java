package cnn.api.layer;

/**
 * What may stand in a network: a {@link Layer}, which computes, or a {@link Block}, which is written out as layers when the
 * network is built. Wherever a pipeline or Java names the one, the other will do.
 */
public sealed interface Part permits Layer, Block {
}
