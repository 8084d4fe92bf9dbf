package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.Schedule;
import cnn.layers.schedule.ConstantRate;
import cnn.layers.schedule.CosineRestarts;
import cnn.layers.schedule.Cyclical;
import cnn.layers.schedule.Exponential;
import cnn.layers.schedule.MultiStep;
import cnn.layers.schedule.OneCycle;
import cnn.layers.schedule.Polynomial;
import cnn.layers.schedule.ReduceOnPlateau;
import cnn.layers.schedule.SchedulePlugin;
import cnn.layers.schedule.StepDecay;
import cnn.layers.schedule.Warmup;
import cnn.layers.schedule.WarmupCosine;
import cnn.testkit.ScheduleContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulesContractTests implements ScheduleContract {
    @Override
    public List<Schedule> schedules() {
        return List.of(new ConstantRate(), new StepDecay(1, 0.1), new StepDecay(30, 0.5), MultiStep.of(0.5, 0.75),
                MultiStep.of(0.001).factor(0.5), new WarmupCosine(0, 0),
                new WarmupCosine(1, 0), new WarmupCosine(2.5, 0.01), Exponential.of(0.5), Polynomial.of(),
                Polynomial.of().power(0.9).floor(0.01), CosineRestarts.of(1),
                CosineRestarts.of(3).growth(1).factor(0.5),
                CosineRestarts.of(0.3).growth(1.5).floor(0.1), OneCycle.of(), OneCycle.of().rise(0.5).end(0),
                Cyclical.of(0.5), Cyclical.of(3).factor(0.5), Warmup.of(Polynomial.of()),
                Warmup.of(OneCycle.of()).epochs(0.3),
                ReduceOnPlateau.of(2), Warmup.of(ReduceOnPlateau.of(1).rest(2).floor(0.01)));
    }

    @Test
    void everyScheduleHasACase() {
        List<Class<?>> tested = schedules().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(new SchedulePlugin().components().stream().filter(Schedule.class::isAssignableFrom)).isNotEmpty()
                .allSatisfy(schedule -> assertThat(tested).contains(schedule));
    }
}
