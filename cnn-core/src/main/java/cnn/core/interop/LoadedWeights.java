package cnn.core.interop;

import cnn.core.network.Network;
import cnn.core.network.Weights;
import java.util.List;

/**
 * A network with weights from elsewhere, and what was done.
 *
 * @param network the one that was given, with another epsilon where one was asked for
 * @param weights its numbers
 * @param taken parameters that the file had
 * @param missing parameters that it lacks
 * @param left tensors of the file that the network has no place for
 * @param notes all of this in words, and what the file does not say, one line each
 */
public record LoadedWeights(Network network, Weights weights, List<String> taken, List<String> missing,
        List<String> left,
        List<String> notes) {
    public LoadedWeights {
        taken = List.copyOf(taken);
        missing = List.copyOf(missing);
        left = List.copyOf(left);
        notes = List.copyOf(notes);
    }
}
