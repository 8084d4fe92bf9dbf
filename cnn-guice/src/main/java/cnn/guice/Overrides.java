package cnn.guice;

import cnn.api.data.DataSource;
import cnn.api.kernel.Kernels;
import cnn.api.train.TrainingListener;
import cnn.core.engine.Workers;
import cnn.core.registry.Registry;
import com.google.inject.AbstractModule;
import com.google.inject.binder.LinkedBindingBuilder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;

/**
 * What an application puts in place of the framework's own choices, or beside them.
 *
 * {@snippet :
 * Cnn cnn = CnnModule.create(new Overrides() {
 *     protected void configure() {
 *         kernels().toInstance(myKernels);
 *         listeners().toInstance(myListener);
 *         data().toInstance(new MyImages());
 *     }
 * });
 * }
 *
 * Bind with {@code toInstance} or {@code toProvider}: Guice generates classes for other ways, which JDK 25 warns of.
 */
public abstract class Overrides extends AbstractModule {
    /** For subclasses. */
    protected Overrides() {
    }

    /** The arithmetic; otherwise the fastest set that works here. */
    protected final LinkedBindingBuilder<Kernels> kernels() {
        return OptionalBinder.newOptionalBinder(binder(), Kernels.class).setBinding();
    }

    /** The threads; otherwise one for each processor. */
    protected final LinkedBindingBuilder<Workers> workers() {
        return OptionalBinder.newOptionalBinder(binder(), Workers.class).setBinding();
    }

    /** The components; otherwise those that ServiceLoader finds. */
    protected final LinkedBindingBuilder<Registry> registry() {
        return OptionalBinder.newOptionalBinder(binder(), Registry.class).setBinding();
    }

    /** Images to use instead of every pipeline's own. */
    protected final LinkedBindingBuilder<DataSource> data() {
        return OptionalBinder.newOptionalBinder(binder(), DataSource.class).setBinding();
    }

    /** One more that is told of every run. */
    protected final LinkedBindingBuilder<TrainingListener> listeners() {
        return Multibinder.newSetBinder(binder(), TrainingListener.class).addBinding();
    }
}
