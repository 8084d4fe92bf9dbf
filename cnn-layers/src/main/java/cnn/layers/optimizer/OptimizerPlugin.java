package cnn.layers.optimizer;

import cnn.api.Plugin;
import java.util.List;

/** The optimizers. */
public final class OptimizerPlugin implements Plugin {
    /** For the ServiceLoader. */
    public OptimizerPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Sgd.class, AdamW.class, Lars.class, Lamb.class, Adam.class, Nadam.class, Adan.class, Lion.class,
                RmsProp.class, Adagrad.class, Adadelta.class, Muon.class, ScheduleFreeAdamW.class, Lookahead.class);
    }
}
