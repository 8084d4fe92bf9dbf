package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.WeightAverage;
import cnn.layers.average.AveragePlugin;
import cnn.layers.average.Ema;
import cnn.layers.average.Swa;
import cnn.testkit.WeightAverageContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightAveragesContractTests implements WeightAverageContract {
    @Override
    public List<WeightAverage> averages() {
        return List.of(Ema.of(0), Ema.of(0.999), Swa.of(0), Swa.of(0.75));
    }

    @Test
    void everyWeightAverageHasACase() {
        List<Class<?>> tested = averages().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(new AveragePlugin().components().stream().filter(WeightAverage.class::isAssignableFrom)).isNotEmpty()
                .allSatisfy(average -> assertThat(tested).contains(average));
    }
}
