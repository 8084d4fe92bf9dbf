package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;
import cnn.api.train.WholeUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Moves weights by a matrix whose directions all have about the same length: momentum, made orthogonal. With the weights W
 * of a layer as a matrix of all axes but the last by the last, R × F, gradient G and velocity V:
 *
 * <pre>
 * V ← momentum · V + G
 * O ← orthogonal(G + momentum · V)
 * W ← W − rate · weightDecay · W
 * W ← W − rate · √max(1, F / R) · O
 * </pre>
 *
 * <p>orthogonal(X) brings every singular value of X near 1, between about 0.7 and 1.2, by five Newton–Schulz steps
 * X ← 3.4445 X + (−4.775 A + 2.0315 A²) X with A = X Xᵀ, beginning with X / ‖X‖.
 *
 * <p>Biases, scales and shifts, which are vectors, are moved by AdamW with betas 0.9 and 0.95 at {@code vectorRate}.
 *
 * <p>Jordan and others, "Muon: an optimizer for hidden layers in neural networks", 2024, and its implementation.
 *
 * @param learningRate step length for matrices, above 0
 * @param momentum share of the velocity that stays, in [0, 1)
 * @param weightDecay pull of weights towards 0, beside the gradient; 0 or more
 * @param vectorRate learning rate of vectors, above 0; schedule and groups scale it as well
 */
@Id("muon")
public record Muon(@Default("0.02") double learningRate, @Default("0.95") double momentum,
        @Default("0") double weightDecay, @Default("0.001") double vectorRate) implements Optimizer {
    private static final double VECTOR_BETA1 = 0.9;
    private static final double VECTOR_BETA2 = 0.95;
    private static final double VECTOR_EPSILON = 1e-8;

    public Muon {
        Checks.learningRate("Muon", learningRate);
        Checks.share("Muon", "momentum", momentum, "0.95");
        Checks.weightDecay("Muon", weightDecay);
        Checks.positive("Muon", "vector rate", vectorRate, "0.001");
    }

    /** With a momentum of 0.95 and no weight decay; vectors at 0.001. */
    public static Muon of(double learningRate) {
        return new Muon(learningRate, 0.95, 0, 0.001);
    }

    /** With another momentum. */
    public Muon momentum(double share) {
        return new Muon(learningRate, share, weightDecay, vectorRate);
    }

    /** With another weight decay. */
    public Muon weightDecay(double pull) {
        return new Muon(learningRate, momentum, pull, vectorRate);
    }

    /** With another learning rate of vectors. */
    public Muon vectorRate(double rate) {
        return new Muon(learningRate, momentum, weightDecay, rate);
    }

    /** The velocity of a matrix; the running mean and square of a vector. */
    @Override
    public int slots() {
        return 2;
    }

    @Override
    public @Nullable WholeUpdate whole(Shape shape) {
        if (shape.rank() < 2) {
            return null;
        }
        Orthogonalization matrix = new Orthogonalization(shape.size() / shape.channels(), shape.channels());
        return update -> move(update, matrix);
    }

    private void move(Update update, Orthogonalization matrix) {
        float[] w = update.values();
        float[] g = update.gradient();
        float[] v = update.slot(0);
        float[] step = matrix.input();
        float kept = (float) momentum;
        for (int i = 0; i < update.to(); i++) {
            v[i] = kept * v[i] + g[i];
            step[i] = g[i] + kept * v[i];
        }
        float[] orthogonal = matrix.apply(update.kernels());
        double wide = Math.sqrt(Math.max(1, (double) update.shape().channels() * update.shape().channels()
                / update.shape().size()));
        float rate = (float) (update.learningRate() * wide);
        float stays = (float) (1 - update.learningRate() * weightDecay * update.decay());
        for (int i = 0; i < update.to(); i++) {
            w[i] = stays * w[i] - rate * orthogonal[i];
        }
    }

    /** A range of a vector. */
    @Override
    public void update(Update update) {
        AdamW.move(update, update.learningRate() * (vectorRate / learningRate), VECTOR_BETA1, VECTOR_BETA2,
                VECTOR_EPSILON, weightDecay);
    }
}
