package cnn.layers.loss;

import cnn.api.data.Target;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.layers.activation.Sigmoid;
import java.util.Set;

/** A loss of labels that each are there or not, whose predictions are the sigmoid of the scores. */
interface LabelLoss extends Loss {
    @Override
    default Layer activation() {
        return new Sigmoid();
    }

    @Override
    default Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.LABELS, Target.Kind.CLASS, Target.Kind.SOFT_LABEL);
    }
}
