package cnn.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.kernel.Kernels;
import cnn.api.layer.Entry;
import cnn.api.train.TrainingListener;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Registry;
import cnn.core.run.Cnn;
import cnn.core.run.TrainingRun;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provider;
import com.google.inject.ProvisionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guice wires a framework of which an application has replaced some parts. */
class CnnModuleTests {
    /** Dark pictures and bright ones. */
    private record Shades(int size) implements DataSet, DataSource {
        @Override
        public Splits open(Request request) {
            return new Splits(this, null, null);
        }

        @Override
        public Shape shape() {
            return Shape.image(2, 2, 1);
        }

        @Override
        public List<String> classes() {
            return List.of("dark", "bright");
        }

        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public void read(int index, Image target) {
            Arrays.fill(target.pixels(), index % 2);
        }
    }

    private static PipelineConfig pipeline(DataSource data) {
        return PipelineConfig.of("shades", data, Entry.chain(new Flatten(), Dense.of(2)), TrainConfig.of(1, 4,
                Sgd.of(0.1), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy()));
    }

    @Test
    void withoutOverridesItIsTheStandardFramework() {
        Injector injector = Guice.createInjector(new CnnModule());
        try (Cnn cnn = injector.getInstance(Cnn.class); Cnn standard = Cnn.create()) {
            assertThat(cnn).isSameAs(injector.getInstance(Cnn.class));
            assertThat(injector.getInstance(Engine.class)).isSameAs(cnn.engine());
            assertThat(injector.getInstance(Registry.class)).isSameAs(cnn.registry());
            assertThat(cnn.registry().entries()).isEqualTo(standard.registry().entries());
            assertThat(cnn.engine().kernels().id()).isEqualTo(standard.engine().kernels().id());
            assertThat(cnn.engine().workers().threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }

    @Test
    void choosesThreadsAndKernels() {
        try (Cnn cnn = Guice.createInjector(new CnnModule().threads(3).kernels("scalar")).getInstance(Cnn.class)) {
            assertThat(cnn.engine().workers().threads()).isEqualTo(3);
            assertThat(cnn.engine().kernels()).isInstanceOf(ScalarKernels.class);
        }
        Injector wrong = Guice.createInjector(new CnnModule().kernels("sclar"));
        assertThatThrownBy(() -> wrong.getInstance(Cnn.class)).isInstanceOf(ProvisionException.class).rootCause()
                .hasMessageStartingWith("unknown kernels 'sclar'.");
    }

    @Test
    void anApplicationReplacesAnyPart() {
        Kernels kernels = new ScalarKernels();
        Workers workers = new Workers(2);
        Registry registry = Registry.of(Dense.class);
        List<String> heard = new ArrayList<>();
        Shades shades = new Shades(8);
        try (Cnn cnn = CnnModule.create(new Overrides() {
            @Override
            protected void configure() {
                kernels().toInstance(kernels);
                workers().toInstance(workers);
                registry().toInstance(registry);
                data().toInstance(shades);
                listeners().toInstance(new Names("first", heard));
            }
        }, new Overrides() { // a second module of the application's adds to the first
            @Override
            protected void configure() {
                listeners().toInstance(new Names("second", heard));
            }
        })) {
            assertThat(cnn.registry()).isSameAs(registry);
            assertThat(cnn.engine().kernels()).isSameAs(kernels);
            assertThat(cnn.engine().workers()).isSameAs(workers);
            try (TrainingRun run = cnn.prepare(pipeline(request -> {
                throw new AssertionError("the application's own data should be used");
            }))) {
                assertThat(run.data().train()).isSameAs(shades);
                run.train();
            }
        }
        assertThat(heard).containsExactly("first", "second");
    }

    @Test
    void anApplicationsObjectsAreMadeWithTheFramework() {
        record Service(Cnn cnn) {
        }
        Injector injector = Guice.createInjector(new CnnModule(), new AbstractModule() {
            @Override
            protected void configure() {
                Provider<Cnn> cnn = getProvider(Cnn.class);
                bind(Service.class).toProvider(() -> new Service(cnn.get()));
            }
        });
        try (Cnn cnn = injector.getInstance(Cnn.class)) {
            assertThat(injector.getInstance(Service.class).cnn()).isSameAs(cnn);
        }
    }

    @Test
    void onePartIsReplacedOnce() {
        Overrides one = data(new Shades(4));
        Overrides other = data(new Shades(8));
        assertThatThrownBy(() -> CnnModule.create(one, other)).isInstanceOf(CreationException.class)
                .hasMessageContaining("DataSource").hasMessageContaining("was bound multiple times");
    }

    private static Overrides data(DataSource source) {
        return new Overrides() {
            @Override
            protected void configure() {
                data().toInstance(source);
            }
        };
    }

    private record Names(String name, List<String> heard) implements TrainingListener {
        @Override
        public void started(Run start) {
            heard.add(name);
        }
    }
}
