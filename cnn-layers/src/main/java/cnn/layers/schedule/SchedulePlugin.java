package cnn.layers.schedule;

import cnn.api.Plugin;
import java.util.List;

/** The schedules of learning rates. */
public final class SchedulePlugin implements Plugin {
    /** For the ServiceLoader. */
    public SchedulePlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(ConstantRate.class, StepDecay.class, MultiStep.class, Exponential.class, Polynomial.class,
                WarmupCosine.class, CosineRestarts.class, OneCycle.class, Cyclical.class, Warmup.class,
                ReduceOnPlateau.class);
    }
}
