package cnn.onnx.translation;

import cnn.core.text.Count;

/** A graph has nodes that cannot be translated: the message lists all of them, each with the reason. */
public final class Untranslated extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final String REMEDY = "What can be imported is listed in docs/onnx.md. Export the model with other operators, or "
            + "cut it before these nodes.";

    /** {@code 2 nodes that cannot be imported:} and a line for each kind. */
    private final String nodes;

    Untranslated(int count, String lines) {
        super("The model has " + nodes(count, lines) + REMEDY);
        nodes = nodes(count, lines);
    }

    private static String nodes(int count, String lines) {
        return Count.of(count, "node") + " that cannot be imported:" + lines + "\n";
    }

    /**
     * What to tell where a graph can be taken neither with its first axis as the batch nor with the whole of its inputs as one
     * example: what stands in the way of each, for it is enough to mend one; once, where it is the same.
     */
    public static IllegalArgumentException neither(IllegalArgumentException batched, IllegalArgumentException whole) {
        boolean ofNodes = batched instanceof Untranslated || whole instanceof Untranslated;
        if (!ofNodes || nodes(batched).equals(nodes(whole))) {
            return batched; // both for the inputs, or for the same nodes
        }
        return new IllegalArgumentException(
                "The model can be imported neither with its first axis as the batch nor with the whole of "
                        + "its input as one example. With a batch it has " + nodes(batched) + "As a whole it has "
                        + nodes(whole)
                        + "It is enough to mend one of the two. " + REMEDY,
                batched);
    }

    private static String nodes(IllegalArgumentException refusal) {
        return refusal instanceof Untranslated one ? one.nodes : "a fault: " + refusal.getMessage() + "\n";
    }
}
