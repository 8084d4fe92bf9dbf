package cnn.guice;

import cnn.api.data.DataSource;
import cnn.api.kernel.Kernels;
import cnn.api.train.TrainingListener;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.registry.Registry;
import cnn.core.run.Cnn;
import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Provider;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds all that a {@link Cnn} needs: components found by ServiceLoader, the fastest kernels that work here, a thread
 * for each processor. {@link Overrides} replaces any of them. Without Guice, {@link Cnn#builder()} does the same.
 */
public final class CnnModule extends AbstractModule {
    private final int threads;
    private final @Nullable String kernels;

    /** The standard choices. */
    public CnnModule() {
        this(Runtime.getRuntime().availableProcessors(), null);
    }

    private CnnModule(int threads, @Nullable String kernels) {
        this.threads = threads;
        this.kernels = kernels;
    }

    /** A framework with the standard choices and an application's overrides. */
    public static Cnn create(Module... overrides) {
        List<Module> modules = new ArrayList<>(List.of(overrides));
        modules.add(new CnnModule());
        return Guice.createInjector(modules).getInstance(Cnn.class);
    }

    /** Computes on so many threads. */
    public CnnModule threads(int newThreads) {
        return new CnnModule(newThreads, kernels);
    }

    /** Computes with the kernels of this id: {@code scalar} or {@code simd}. */
    public CnnModule kernels(String id) {
        return new CnnModule(threads, id);
    }

    @Override
    protected void configure() {
        OptionalBinder.newOptionalBinder(binder(), Registry.class).setDefault().toProvider(Registry::load)
                .in(Singleton.class);
        Provider<Registry> registry = getProvider(Registry.class);
        OptionalBinder.newOptionalBinder(binder(), Kernels.class).setDefault()
                .toProvider(() -> kernels == null ? registry.get().warmingKernels() : registry.get().kernels(kernels))
                .in(Singleton.class);
        OptionalBinder.newOptionalBinder(binder(), Workers.class).setDefault()
                .toProvider(() -> new Workers(threads)).in(Singleton.class);
        OptionalBinder.newOptionalBinder(binder(), DataSource.class);
        Multibinder.newSetBinder(binder(), TrainingListener.class);

        Provider<Kernels> arithmetic = getProvider(Kernels.class);
        Provider<Workers> workers = getProvider(Workers.class);
        Provider<Set<TrainingListener>> listeners = getProvider(Key.get(new TypeLiteral<Set<TrainingListener>>() {
        }));
        Provider<Optional<DataSource>> data = getProvider(Key.get(new TypeLiteral<Optional<DataSource>>() {
        }));
        bind(Cnn.class).toProvider(() -> {
            Cnn.Builder cnn = Cnn.builder().registry(registry.get()).kernels(arithmetic.get()).workers(workers.get());
            listeners.get().forEach(cnn::listener);
            data.get().ifPresent(cnn::data);
            return cnn.build();
        }).in(Singleton.class);
        Provider<Cnn> cnn = getProvider(Cnn.class);
        bind(Engine.class).toProvider(() -> cnn.get().engine()).in(Singleton.class);
    }
}
