package cnn.core.tune;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.pipeline.TuneConfig.Pruning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MedianRuleTests {
    private final List<Trial> before = new ArrayList<>();

    private void complete(Double... curve) {
        before.add(new Trial(before.size() + 1, Map.of(), Trial.State.COMPLETE, curve[curve.length - 1], curve.length,
                List.of(curve), 0, null));
    }

    @Test
    void givesUpWhatIsWorseThanTheMedianByTheSameEpoch() {
        complete(0.1, 0.9);
        complete(0.3, 0.4);
        complete(0.2, 0.5);
        MedianRule rule = new MedianRule(Pruning.of().trials(3), new Goal(true));
        assertThat(rule.givesUp(List.of(0.19), before)).isTrue(); // median of 0.1, 0.2, 0.3
        assertThat(rule.givesUp(List.of(0.2), before)).isFalse();
        assertThat(rule.givesUp(List.of(0.2, 0.49), before)).isTrue(); // of 0.4, 0.5, 0.9
        assertThat(rule.givesUp(List.of(0.6, 0.1), before)).isFalse(); // its best counts
        assertThat(new MedianRule(Pruning.of().trials(3), new Goal(false)).givesUp(List.of(0.21), before)).isTrue();
    }

    @Test
    void comparesWithEnoughThatHaveComeSoFarAlone() {
        complete(0.5, 0.5);
        complete(0.5);
        MedianRule rule = new MedianRule(Pruning.of().trials(2), new Goal(true));
        assertThat(rule.givesUp(List.of(0.1), before)).isTrue();
        assertThat(rule.givesUp(List.of(0.1, 0.1), before)).isFalse(); // one alone has two epochs
        before.add(new Trial(3, Map.of(), Trial.State.HALTED, 0.5, 1, List.of(0.5, 0.5), 0, null));
        assertThat(rule.givesUp(List.of(0.1, 0.1), before)).isFalse();
    }

    @Test
    void everyTrialHasItsFirstEpochs() {
        complete(0.5, 0.5, 0.5);
        MedianRule rule = new MedianRule(Pruning.of().trials(1).after(2), new Goal(true));
        assertThat(rule.givesUp(List.of(0.1), before)).isFalse();
        assertThat(rule.givesUp(List.of(0.1, Double.NaN), before)).isTrue();
    }

    /** Of an even number of trials the median is the mean of the two in the middle. */
    @Test
    void anEvenNumberHasTwoInTheMiddle() {
        complete(1.0);
        complete(2.0);
        MedianRule rule = new MedianRule(Pruning.of().trials(2), new Goal(true));
        assertThat(rule.givesUp(List.of(1.49), before)).isTrue();
        assertThat(rule.givesUp(List.of(1.51), before)).isFalse();
    }
}
