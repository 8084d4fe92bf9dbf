package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.Metric;
import cnn.layers.LayersPlugin;
import cnn.layers.metric.Accuracy;
import cnn.layers.metric.ExactMatch;
import cnn.layers.metric.F1;
import cnn.layers.metric.LabelAccuracy;
import cnn.layers.metric.MeanAbsoluteError;
import cnn.layers.metric.R2;
import cnn.layers.metric.TopK;
import cnn.testkit.MetricContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsContractTests implements MetricContract {
    @Override
    public List<Metric> metrics() {
        return List.of(new Accuracy(), TopK.of(1), TopK.of(5), LabelAccuracy.of(), new LabelAccuracy(0.8),
                ExactMatch.of(),
                F1.of(), F1.of().average(F1.Average.MACRO), new MeanAbsoluteError(), new R2());
    }

    @Test
    void everyMetricHasACase() {
        List<Class<?>> tested = metrics().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(new LayersPlugin().components().stream().filter(Metric.class::isAssignableFrom)).isNotEmpty()
                .allSatisfy(metric -> assertThat(tested).contains(metric));
    }
}
