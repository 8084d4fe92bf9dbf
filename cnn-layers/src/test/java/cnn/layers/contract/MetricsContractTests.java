package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.Metric;
import cnn.layers.metric.Accuracy;
import cnn.layers.metric.Average;
import cnn.layers.metric.BrierScore;
import cnn.layers.metric.CalibrationError;
import cnn.layers.metric.CohenKappa;
import cnn.layers.metric.ExactMatch;
import cnn.layers.metric.F1;
import cnn.layers.metric.HammingLoss;
import cnn.layers.metric.LabelAccuracy;
import cnn.layers.metric.LogLoss;
import cnn.layers.metric.MatthewsCorrelation;
import cnn.layers.metric.MeanAbsoluteError;
import cnn.layers.metric.MeanSquaredError;
import cnn.layers.metric.MetricPlugin;
import cnn.layers.metric.PrAuc;
import cnn.layers.metric.Precision;
import cnn.layers.metric.R2;
import cnn.layers.metric.Recall;
import cnn.layers.metric.RocAuc;
import cnn.layers.metric.RootMeanSquaredError;
import cnn.layers.metric.TopK;
import cnn.testkit.MetricContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsContractTests implements MetricContract {
    @Override
    public List<Metric> metrics() {
        return List.of(new Accuracy(), TopK.of(1), TopK.of(5), LabelAccuracy.of(), new LabelAccuracy(0.8),
                ExactMatch.of(),
                F1.of(), F1.of().average(Average.MACRO), F1.of().average(Average.WEIGHTED),
                Precision.of(), Precision.of().average(Average.MACRO), Recall.of(), Recall.of().only("2"),
                HammingLoss.of(),
                new CohenKappa(), new MatthewsCorrelation(), new RocAuc(), new PrAuc(), new LogLoss(), new BrierScore(),
                CalibrationError.of(), CalibrationError.of().bins(3), new MeanAbsoluteError(), new MeanSquaredError(),
                new RootMeanSquaredError(), new R2());
    }

    @Test
    void everyMetricHasACase() {
        List<Class<?>> tested = metrics().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(new MetricPlugin().components().stream().filter(Metric.class::isAssignableFrom)).isNotEmpty()
                .allSatisfy(metric -> assertThat(tested).contains(metric));
    }
}
