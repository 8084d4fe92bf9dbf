package cnn.layers.loss;

import cnn.api.Plugin;
import java.util.List;

/** The losses. */
public final class LossPlugin implements Plugin {
    /** For the ServiceLoader. */
    public LossPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(SoftmaxCrossEntropy.class, NegativeLogLikelihood.class, Focal.class, Hinge.class,
                BinaryCrossEntropy.class, Asymmetric.class, Dice.class, MeanSquaredError.class, MeanAbsoluteError.class,
                Huber.class);
    }
}
