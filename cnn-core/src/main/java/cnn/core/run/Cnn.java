package cnn.core.run;

import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Splits;
import cnn.api.kernel.Kernels;
import cnn.api.train.TrainingListener;
import cnn.core.artifact.PackagedModels;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Part;
import cnn.core.inspect.DataCheck;
import cnn.core.model.Model;
import cnn.core.model.Predictor;
import cnn.core.model.TestAugmentation;
import cnn.core.network.Network;
import cnn.core.pipeline.ImageSize;
import cnn.core.pipeline.Normalize;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an application starts: the components it can use, what computes, and who watches. One serves a whole
 * application, and all of its threads.
 *
 * {@snippet :
 * try (Cnn cnn = Cnn.create()) {
 *     try (TrainingRun run = cnn.prepare(cnn.read(Path.of("pipelines/shapes.yaml")))) {
 *         run.train().model().save(Path.of("shapes.safetensors"));
 *     }
 *     Prediction answer = cnn.predictor(Path.of("shapes.safetensors")).predict(image);
 * }
 * }
 */
public final class Cnn implements AutoCloseable {
    private final Registry registry;
    private final Engine engine;
    private final List<TrainingListener> listeners;
    private final @Nullable DataSource data;
    /** Runs that somebody still refers to. */
    private final Set<TrainingRun> runs = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean closed;

    private Cnn(Builder choices) {
        Registry found = choices.registry.get();
        registry = choices.components.isEmpty() ? found : found.with(choices.components);
        engine = new Engine(choices.kernels.apply(registry), choices.workers.get());
        listeners = List.copyOf(choices.listeners);
        data = choices.data;
    }

    /** The standard choices: what {@link #builder()} makes where nothing else is asked for. */
    public static Cnn create() {
        return builder().build();
    }

    /** For other choices than the standard ones. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What a {@link Cnn} is made of. Left alone, components are those that ServiceLoader finds
     * ({@link Registry#load()}), the fastest kernels that work here compute, and there is a thread for each processor.
     * Of two choices for one thing the later one counts.
     *
     * {@snippet :
     * Cnn cnn = Cnn.builder().threads(2).component(Scale.class).listener(myListener).build();
     * }
     */
    public static final class Builder {
        private Supplier<Registry> registry = Registry::load;
        private final List<Class<? extends Record>> components = new ArrayList<>();
        private Function<Registry, Kernels> kernels = Registry::warmingKernels;
        private Supplier<Workers> workers = Workers::ofAllProcessors;
        private final List<TrainingListener> listeners = new ArrayList<>();
        private @Nullable DataSource data;

        private Builder() {
        }

        /** Takes the components and kernels that this class loader sees, and no others. */
        public Builder classLoader(ClassLoader loader) {
            registry = () -> Registry.load(loader);
            return this;
        }

        /** Takes the components and kernels of this registry. */
        public Builder registry(Registry chosen) {
            registry = () -> chosen;
            return this;
        }

        /** One more component, which no jar needs to register. */
        public Builder component(Class<? extends Record> type) {
            components.add(type);
            return this;
        }

        /** Computes with the kernels of this id: {@code scalar} or {@code simd}. */
        public Builder kernels(String id) {
            kernels = from -> from.kernels(id);
            return this;
        }

        /** Computes with these kernels. */
        public Builder kernels(Kernels chosen) {
            kernels = from -> chosen;
            return this;
        }

        /** Computes on so many threads, the calling one included. */
        public Builder threads(int count) {
            workers = () -> new Workers(count);
            return this;
        }

        /** Computes on these threads, which {@link Cnn#close} ends. */
        public Builder workers(Workers chosen) {
            workers = () -> chosen;
            return this;
        }

        /** One more that is told of every run. */
        public Builder listener(TrainingListener listener) {
            listeners.add(listener);
            return this;
        }

        /** Images to use instead of every pipeline's own. */
        public Builder data(DataSource source) {
            data = source;
            return this;
        }

        /**
         * Finds components and kernels.
         *
         * @throws IllegalArgumentException where no kernels have that id, or a component is none
         * @throws IllegalStateException where two components have one id, or the kernels cannot be used here
         */
        public Cnn build() {
            return new Cnn(this);
        }
    }

    /** Components by id. */
    public Registry registry() {
        return registry;
    }

    /** Arithmetic and threads. */
    public Engine engine() {
        return engine;
    }

    /**
     * Reads a pipeline file.
     *
     * @param assignments changes to make first: {@code train.epochs=3}
     */
    public PipelineConfig read(Path file, String... assignments) {
        requireOpen();
        return PipelineConfig.read(file, registry, assignments);
    }

    /** Opens a pipeline's data, builds its network and checks that all fits. Relative paths start where Java runs. */
    public TrainingRun prepare(PipelineConfig config) {
        return prepare(config, RunOptions.of());
    }

    /** Opens a pipeline's data, builds its network and checks that all fits. */
    public TrainingRun prepare(PipelineConfig config, RunOptions options) {
        PipelineConfig own = withOwnData(config);
        return prepare(own, own.data(), options);
    }

    /**
     * Opens a pipeline on images that are open already, so that many runs can read the same: those of its own data, or what is
     * to be learnt from in their place. Whoever opened them closes them, after the runs.
     */
    public TrainingRun prepare(PipelineConfig config, Splits images, RunOptions options) {
        Splits lent = LentImages.of(images);
        return prepare(withOwnData(config), _ -> lent, options);
    }

    /** The pipeline with the application's data, where it brought some. */
    PipelineConfig withOwnData(PipelineConfig config) {
        return data == null ? config : config.data(data);
    }

    /** Opens a pipeline with what a source gives: the very one that it names, or one that gives the same. */
    TrainingRun prepare(PipelineConfig config, DataSource source, RunOptions options) {
        requireOpen();
        TrainingRun run = new TrainingRun(config, source, options, registry, engine, listeners);
        synchronized (runs) {
            if (!closed) {
                runs.add(run);
                return run;
            }
        }
        run.close();
        throw closed();
    }

    /**
     * A pipeline's network for images of a shape, with the layers that it takes from models.
     *
     * @throws IllegalArgumentException where layers do not fit each other or the images, or a model cannot be read
     */
    public Network network(PipelineConfig config, Shape image, RunOptions options) {
        requireOpen();
        return Ancestors.network(config, image, options.folder(), registry);
    }

    /** Opens a pipeline's data alone. */
    public OpenedData open(PipelineConfig config, RunOptions options) {
        requireOpen();
        PipelineConfig own = withOwnData(config);
        return OpenedData.open(own, own.data(), options);
    }

    /**
     * Looks through a pipeline's data for what is wrong with it, or might be: picture files as they are, other images as
     * their source gives them for the pipeline.
     */
    public DataCheck check(PipelineConfig config, RunOptions options, DataCheck.Bounds bounds) {
        requireOpen();
        PipelineConfig own = withOwnData(config);
        return DataCheck.of(own.data(), OpenedData.request(own.preprocess(), options, own.seed()),
                splits -> OpenedData.divided(own, splits), bounds);
    }

    /** Looks through a source's images as they are for what is wrong with them, or might be. */
    public DataCheck check(DataSource source, RunOptions options, DataCheck.Bounds bounds) {
        requireOpen();
        return DataCheck.of(source, OpenedData.request(Preprocess.of(), options, 0), splits -> splits, bounds);
    }

    /** Opens a source for a model: its images have the shape that the model takes, and chance is the model's seed. */
    public Splits open(DataSource source, Model model, RunOptions options) {
        requireOpen();
        Shape shape = model.network().input();
        Preprocess preprocess = new Preprocess(new ImageSize(shape.height(), shape.width()), shape.channels(),
                Normalize.Way.NONE, model.preprocessing().resize());
        return OpenedData.open(source, preprocess, options, model.provenance().seed());
    }

    /** Reads a model file, or the one in the folder of a run. */
    public Model loadModel(Path file) {
        requireOpen();
        return Model.load(file, registry);
    }

    /** Reads a model file, or the one in the folder of a run, and answers with it, from any number of threads. */
    public Predictor predictor(Path file) {
        return loadModel(file).predictor(engine);
    }

    /** Models in jars on the class path or module path, by name, and how one gets there. */
    public PackagedModels models() {
        requireOpen();
        return new PackagedModels(registry, engine, Version.current());
    }

    /**
     * Measures a model on a source's images: those of the test, where there are some, else those of validation, else all.
     *
     * @throws IllegalArgumentException where the images cannot be read or do not fit the model
     */
    public Evaluation evaluate(Model model, DataSource source) {
        return evaluate(model, source, RunOptions.of());
    }

    /** Measures a model. As {@link #evaluate(Model, DataSource)}, with other options. */
    public Evaluation evaluate(Model model, DataSource source, RunOptions options) {
        try (Splits splits = open(source, model, options)) {
            return Evaluation.of(model, Part.best(splits).images(splits), engine, options.notes());
        }
    }

    /** Measures a model on images and changed copies of them. As {@link #evaluate(Model, DataSource)}. */
    public Evaluation evaluate(Model model, DataSource source, TestAugmentation augmentation) {
        RunOptions options = RunOptions.of();
        try (Splits splits = open(source, model, options)) {
            return Evaluation.of(model, Part.best(splits).images(splits), engine, options.notes(), augmentation);
        }
    }

    void requireOpen() {
        synchronized (runs) {
            if (closed) {
                throw closed();
            }
        }
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("This Cnn is closed. Make a new one, for example with Cnn.create(), and "
                + "close it when the application no longer needs it.");
    }

    /**
     * Ends all runs that are still open, and the threads that compute, an application's own {@code Workers} included.
     * Later calls throw, except those of predictors: they go on answering, each call on its caller's thread alone.
     */
    @Override
    public void close() {
        List<TrainingRun> open;
        synchronized (runs) {
            closed = true;
            open = List.copyOf(runs);
            runs.clear();
        }
        open.forEach(TrainingRun::close);
        engine.workers().close();
    }
}
