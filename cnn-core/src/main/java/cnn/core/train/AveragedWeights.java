package cnn.core.train;

import cnn.api.layer.Param;
import cnn.api.train.WeightAverage;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The average of the weights that training goes through, which follows them in fixed pieces. */
final class AveragedWeights {
    private static final int PIECE = 16_384;

    /** Null where the optimizer keeps the average. */
    private final @Nullable WeightAverage average;
    private final Weights weights;
    private final Weights mean;
    private ParameterUpdates updates;
    private Piece[] pieces;
    private final Workers.Job follow = (index, worker) -> follow(index);
    private float share;

    /** A range of one parameter or state. */
    private record Piece(float[] weights, float[] mean, int from, int to) {
    }

    private AveragedWeights(@Nullable WeightAverage average, ParameterUpdates updates, Network network,
            Weights weights) {
        this.average = average;
        this.updates = updates;
        this.weights = weights;
        mean = weights.copy();
        pieces = pieces(network);
    }

    private Piece[] pieces(Network network) {
        List<Piece> all = new ArrayList<>();
        for (Param param : weights.params()) {
            int size = param.shape().size();
            for (int from = 0; from < size && !network.isFrozen(param); from += PIECE) {
                all.add(new Piece(weights.values(param), mean.values(param), from, Math.min(size, from + PIECE)));
            }
        }
        return all.toArray(Piece[]::new);
    }

    /** Follows what learns from now on; of the others the average is what they are. */
    void use(ParameterUpdates newUpdates, Network network) {
        updates = newUpdates;
        pieces = pieces(network);
    }

    /**
     * The average that a configuration asks for, or that the optimizer keeps.
     *
     * @param asked null for none
     * @return null where the model has the weights themselves
     * @throws IllegalArgumentException where there would be two
     */
    static @Nullable AveragedWeights of(@Nullable WeightAverage asked, ParameterUpdates updates, Network network,
            Weights weights) {
        boolean kept = updates.averages();
        if (kept && asked != null) {
            throw new IllegalArgumentException(
                    "The optimizer keeps an average of the weights itself, which is the model, "
                            + "but train.average asks for " + asked
                            + " as well. Leave train.average out, or use another "
                            + "optimizer.");
        }
        return kept || asked != null ? new AveragedWeights(asked, updates, network, weights) : null;
    }

    /** The average. */
    Weights weights() {
        return mean;
    }

    /** Makes it the weights as they are: before the first step. */
    void start() {
        mean.copyFrom(weights);
    }

    /** Follows the weights after a step, the first being 1. */
    void follow(long step, long stepsPerEpoch, long totalSteps, Workers workers) {
        share = average == null ? 0 : (float) share(step, stepsPerEpoch, totalSteps);
        if (share > 0) {
            workers.run(pieces.length, follow);
        }
    }

    /** Whether it is the weights themselves after such a step. */
    boolean isTheWeights(long step, long stepsPerEpoch, long totalSteps) {
        return average != null && share(step, stepsPerEpoch, totalSteps) == 1;
    }

    /** Takes the average from the optimizer, where that keeps it: at the end of an epoch. */
    void settle(Workers workers) {
        if (average == null) {
            mean.copyFrom(weights);
            updates.predicting(mean, workers);
        }
    }

    private double share(long step, long stepsPerEpoch, long totalSteps) {
        double part;
        try {
            part = average.share(step, stepsPerEpoch, totalSteps);
        } catch (Throwable thrown) {
            throw Fault.of(null, average, "share", thrown);
        }
        if (!(part >= 0 && part <= 1)) {
            throw Fault.nonsense(average, "gave the share " + part + " after step " + step + " of " + totalSteps + " ("
                    + stepsPerEpoch + " in an epoch)", "a share is from 0 to 1");
        }
        return part;
    }

    /** Whether its running means and variances are to be found anew. */
    boolean renewsStatistics() {
        if (average == null) {
            return true;
        }
        try {
            return average.renewsStatistics();
        } catch (Throwable thrown) {
            throw Fault.of(null, average, "renewsStatistics", thrown);
        }
    }

    private void follow(int index) {
        Piece piece = pieces[index];
        if (share == 1) { // to the bit, which a sum would not be
            System.arraycopy(piece.weights, piece.from, piece.mean, piece.from, piece.to - piece.from);
            return;
        }
        for (int i = piece.from; i < piece.to; i++) {
            piece.mean[i] += share * (piece.weights[i] - piece.mean[i]);
        }
    }

    /** Puts the average in the place of the weights, and the weights in its place; a second time puts both back. */
    void exchange() {
        for (Piece piece : pieces) {
            for (int i = piece.from; i < piece.to; i++) {
                float weight = piece.weights[i];
                piece.weights[i] = piece.mean[i];
                piece.mean[i] = weight;
            }
        }
    }
}
