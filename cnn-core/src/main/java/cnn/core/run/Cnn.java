package cnn.core.run;

import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Splits;
import cnn.api.train.TrainingListener;
import cnn.core.engine.Engine;
import cnn.core.model.Model;
import cnn.core.model.Predictor;
import cnn.core.pipeline.ImageSize;
import cnn.core.pipeline.Normalize;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.registry.Registry;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Where an application starts: the components it can use, what computes, and who watches.
 *
 * {@snippet :
 * try (Cnn cnn = CnnModule.create()) {
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
    private final Set<TrainingListener> listeners;
    private final Optional<DataSource> data;
    /** Runs that somebody still refers to. */
    private final Set<TrainingRun> runs = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean closed;

    /**
     * Usually made by Guice, from {@code CnnModule}.
     *
     * @param registry components by id
     * @param engine arithmetic and threads
     * @param listeners told of every run
     * @param data used instead of every pipeline's own data, where given
     */
    public Cnn(Registry registry, Engine engine, Set<TrainingListener> listeners, Optional<DataSource> data) {
        this.registry = registry;
        this.engine = engine;
        this.listeners = listeners;
        this.data = data;
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
        return prepare(config, RunOptions.standard());
    }

    /** Opens a pipeline's data, builds its network and checks that all fits. */
    public TrainingRun prepare(PipelineConfig config, RunOptions options) {
        return prepareAsIs(withOwnData(config), options);
    }

    /** The pipeline with the application's data, where it brought some. */
    PipelineConfig withOwnData(PipelineConfig config) {
        return data.map(config::data).orElse(config);
    }

    /** Opens a pipeline with the very data that it names. */
    TrainingRun prepareAsIs(PipelineConfig config, RunOptions options) {
        requireOpen();
        TrainingRun run = new TrainingRun(config, options, engine, List.copyOf(listeners));
        synchronized (runs) {
            if (!closed) {
                runs.add(run);
                return run;
            }
        }
        run.close();
        throw closed();
    }

    /** Opens a pipeline's data alone. */
    public OpenedData open(PipelineConfig config, RunOptions options) {
        requireOpen();
        return OpenedData.open(data.map(config::data).orElse(config), options);
    }

    /** Opens a source for a model: its images have the shape that the model takes, and chance is the model's seed. */
    public Splits open(DataSource source, Model model, RunOptions options) {
        requireOpen();
        Shape shape = model.network().input();
        Preprocess preprocess = new Preprocess(new ImageSize(shape.height(), shape.width()), shape.channels(),
                Normalize.Way.NONE, model.preprocessing().resize());
        return OpenedData.open(source, preprocess, options, model.provenance().seed());
    }

    /** Reads a model file. */
    public Model loadModel(Path file) {
        requireOpen();
        return Model.load(file, registry);
    }

    /** Reads a model file and answers with it, from any number of threads. */
    public Predictor predictor(Path file) {
        return loadModel(file).predictor(engine);
    }

    private void requireOpen() {
        synchronized (runs) {
            if (closed) {
                throw closed();
            }
        }
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("This Cnn is closed. Make a new one, for example with CnnModule.create(), and "
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
