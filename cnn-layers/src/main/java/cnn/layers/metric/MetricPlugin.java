package cnn.layers.metric;

import cnn.api.Plugin;
import java.util.List;

/** The metrics. */
public final class MetricPlugin implements Plugin {
    /** For the ServiceLoader. */
    public MetricPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Accuracy.class, TopK.class, Precision.class, Recall.class, F1.class, CohenKappa.class,
                MatthewsCorrelation.class, RocAuc.class, PrAuc.class, LogLoss.class, BrierScore.class,
                CalibrationError.class, LabelAccuracy.class, HammingLoss.class, ExactMatch.class,
                MeanAbsoluteError.class, MeanSquaredError.class, RootMeanSquaredError.class, R2.class);
    }
}
