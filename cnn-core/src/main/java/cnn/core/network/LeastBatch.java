package cnn.core.network;

import cnn.core.text.Count;
import cnn.core.text.RecordText;

/** Batches too small for a layer that compares examples: said before training, with a batch that would do. */
final class LeastBatch {
    private LeastBatch() {
    }

    static void check(Network network, int examples, int batch) {
        int whole = Math.min(examples, batch);
        int last = (examples - 1) % whole + 1;
        for (Node node : network.nodes()) {
            int least = node.bound().leastBatch();
            if (examples < least) {
                throw refusal(network, node, "was given " + Count.of(examples, "example"), "Add examples");
            }
            if (whole < least) {
                throw refusal(network, node, "batches have " + Count.of(whole, "example"), "Set train.batch to "
                        + fitting(examples, least, least) + ", or leave the layer out");
            }
            if (last < least) {
                throw refusal(network, node,
                        Count.of(examples, "example") + " in batches of " + whole + " leave " + last + " for the last",
                        "Set train.batch to " + fitting(examples, whole, least) + ", or add or remove an example");
            }
        }
    }

    /** The batch nearest to the wanted one whose last of an epoch is large enough. All examples at once always are. */
    private static int fitting(int examples, int wanted, int least) {
        for (int distance = 0; distance < examples; distance++) {
            if (fits(examples, wanted + distance, least)) {
                return Math.min(examples, wanted + distance);
            }
            if (fits(examples, wanted - distance, least)) {
                return wanted - distance;
            }
        }
        return examples;
    }

    private static boolean fits(int examples, int batch, int least) {
        return batch >= least && (batch >= examples || (examples - 1) % batch + 1 >= least);
    }

    private static IllegalArgumentException refusal(Network network, Node node, String problem, String cure) {
        return network.placed(node,
                new IllegalArgumentException("Layer '" + node.name() + "' " + RecordText.of(node.layer())
                        + " compares the examples of a "
                        + "batch and needs " + Count.of(node.bound().leastBatch(), "example")
                        + " or more in each batch of training, but "
                        + problem + ". " + cure + "."));
    }
}
