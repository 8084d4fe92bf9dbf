package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.Schedule;
import cnn.layers.LayersPlugin;
import cnn.layers.schedule.ConstantRate;
import cnn.layers.schedule.MultiStep;
import cnn.layers.schedule.StepDecay;
import cnn.layers.schedule.WarmupCosine;
import cnn.testkit.ScheduleContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulesContractTests implements ScheduleContract {
    @Override
    public List<Schedule> schedules() {
        return List.of(new ConstantRate(), new StepDecay(1, 0.1), new StepDecay(30, 0.5), MultiStep.of(0.5, 0.75),
                MultiStep.of(0.001).factor(0.5), new WarmupCosine(0, 0),
                new WarmupCosine(1, 0), new WarmupCosine(2.5, 0.01));
    }

    @Test
    void everyScheduleHasACase() {
        List<Class<?>> tested = schedules().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(new LayersPlugin().components().stream().filter(Schedule.class::isAssignableFrom)).isNotEmpty()
                .allSatisfy(schedule -> assertThat(tested).contains(schedule));
    }
}
