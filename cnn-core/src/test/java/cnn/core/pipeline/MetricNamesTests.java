package cnn.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.train.Metric;
import cnn.layers.metric.Accuracy;
import cnn.layers.metric.TopK;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every metric has a name of its own, or is refused. */
class MetricNamesTests {
    @Id("loss")
    record Mine() implements Metric {
        @Override
        public Tally start(int classes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean higherIsBetter() {
            return false;
        }
    }

    @Test
    void aNamesakeIsToldByWhatDiffers() {
        assertThat(MetricNames.of(List.of(new TopK(1), new Accuracy(), new TopK(3))))
                .containsExactly("top-k(k=1)", "accuracy", "top-k(k=3)");
    }

    @Test
    void theSameMetricTwiceIsRefused() {
        assertThatThrownBy(() -> MetricNames.of(List.of(new TopK(2), new TopK(2))))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("The metrics have TopK[k=2] under the name "
                        + "'top-k' more than once. Leave one out, or give one other options or an @Id of its own.");
        assertThatThrownBy(() -> MetricNames.of(List.of(new TopK(2), new TopK(3), new TopK(2))))
                .hasMessageStartingWith("The metrics have TopK[k=2] under the name 'top-k(k=2)' more than once.");
    }

    @Test
    void noMetricIsCalledLoss() {
        assertThatThrownBy(() -> MetricNames.of(List.of(new Mine()))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A metric cannot be called 'loss', which is the loss's own name. Give "
                        + Mine.class.getName() + " another @Id.");
    }
}
