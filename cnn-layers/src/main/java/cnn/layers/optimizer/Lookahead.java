package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;
import cnn.api.train.WholeUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Lets another optimizer run ahead, and follows it part of the way: k steps of the other one, then for each number w
 * with slow weight s
 *
 * <pre>
 * s ← s + share · (w − s)
 * w ← s
 * </pre>
 *
 * <p>The slow weights begin where the network does. What the other one remembers is left as it is.
 *
 * <p>Zhang, Lucas, Hinton and Ba, "Lookahead optimizer: k steps forward, 1 step back", NeurIPS 2019, algorithm 1.
 *
 * @param optimizer the one that runs ahead
 * @param every steps from one return to the next, at least 1
 * @param share how far the slow weights follow, in (0, 1]
 */
@Id("lookahead")
public record Lookahead(Optimizer optimizer, @Default("5") int every, @Default("0.5") double share)
        implements
            Optimizer {
    public Lookahead {
        if (every < 1) {
            throw new IllegalArgumentException(
                    "Lookahead returns every " + every + " steps. Give at least 1, for example 5.");
        }
        if (!((float) share > 0 && share <= 1)) {
            throw new IllegalArgumentException("Lookahead share is " + share
                    + " but must be in (0, 1], the part of the way that the slow weights follow. Try 0.5.");
        }
        if (optimizer.averages()) {
            throw new IllegalArgumentException(
                    "Lookahead cannot follow " + optimizer + ", which keeps an average of the "
                            + "weights itself. Use that optimizer alone, or lookahead around another.");
        }
    }

    /** Half of the way after every five steps. */
    public static Lookahead of(Optimizer optimizer) {
        return new Lookahead(optimizer, 5, 0.5);
    }

    /** With another number of steps in between. */
    public Lookahead every(int steps) {
        return new Lookahead(optimizer, steps, share);
    }

    /** With another part of the way. */
    public Lookahead share(double part) {
        return new Lookahead(optimizer, every, part);
    }

    @Override
    public double learningRate() {
        return optimizer.learningRate();
    }

    /** Those of the other one, and behind them the slow weights. */
    @Override
    public int slots() {
        return optimizer.slots() + 1;
    }

    @Override
    public int sums() {
        return optimizer.sums();
    }

    @Override
    public void sum(Update update, double[] sums) {
        optimizer.sum(update, sums);
    }

    @Override
    public @Nullable WholeUpdate whole(Shape shape) {
        WholeUpdate fast = optimizer.whole(shape);
        return fast == null ? null : update -> {
            begin(update);
            fast.update(update);
            follow(update);
        };
    }

    @Override
    public void update(Update update) {
        begin(update);
        optimizer.update(update);
        follow(update);
    }

    private void begin(Update update) {
        if (update.step() == 1) {
            System.arraycopy(update.values(), update.from(), update.slot(optimizer.slots()), update.from(),
                    update.to() - update.from());
        }
    }

    private void follow(Update update) {
        if (update.step() % every == 0) {
            float[] w = update.values();
            float[] slow = update.slot(optimizer.slots());
            float part = (float) share;
            for (int i = update.from(); i < update.to(); i++) {
                float followed = slow[i] + part * (w[i] - slow[i]);
                slow[i] = followed;
                w[i] = followed;
            }
        }
    }
}
