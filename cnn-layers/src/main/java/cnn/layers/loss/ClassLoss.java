package cnn.layers.loss;

import cnn.api.data.Target;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.layers.activation.Softmax;
import java.util.Set;

/** A loss of one class among several, or of shares of them, whose predictions are the softmax of the scores. */
interface ClassLoss extends Loss {
    @Override
    default Layer activation() {
        return new Softmax();
    }

    @Override
    default Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.CLASS, Target.Kind.SOFT_LABEL);
    }
}
