package cnn.core.run;

import cnn.api.train.TrainingListener;
import cnn.api.train.TrainingListener.End;
import cnn.api.train.TrainingListener.Reason;
import cnn.core.engine.Engine;
import cnn.core.evaluate.Evaluation;
import cnn.core.model.Model;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.NetworkConfig;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.train.Checkpoint;
import cnn.core.train.Trainer;
import cnn.core.train.TrainingData;
import cnn.core.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline, opened: its images are there, its network is bound, and all is known to fit. Training it in a folder
 * writes, after every epoch, {@code checkpoint.safetensors} to go on from and {@code model.safetensors}, the best model
 * so far.
 */
public final class TrainingRun implements AutoCloseable {
    private final PipelineConfig config;
    private final Engine engine;
    private final OpenedData data;
    private final Network network;
    private final Trainer trainer;
    private final Lineage lineage;

    TrainingRun(PipelineConfig config, RunOptions options, Engine engine, List<TrainingListener> listeners) {
        this.config = config;
        this.engine = engine;
        data = OpenedData.open(config, options);
        network = new NetworkConfig(data.train().shape(), config.network()).build();
        trainer = new Trainer(network, config.train(), new TrainingData(data.train(), data.validation(),
                data.preprocessing(), config.augment()), config.seed(), engine, listeners);
        lineage = new Lineage(config, network, data.train());
    }

    /** The network that is trained. */
    public Network network() {
        return network;
    }

    /** The images. */
    public OpenedData data() {
        return data;
    }

    /** What is run. */
    public PipelineConfig config() {
        return config;
    }

    /** Ends training after the step at hand; what the last complete epoch brought is kept. From any thread. */
    public void stop() {
        trainer.stop();
    }

    /** Trains without writing any file. */
    public Outcome train() {
        return finish(trainer.train(() -> {
        }), null);
    }

    /**
     * Trains, keeping model and checkpoint in a folder.
     *
     * @param folder made where it does not exist
     * @param resume whether to go on from the folder's checkpoint, if there is one
     * @throws UncheckedIOException where the folder cannot be written to; before any training
     */
    public Outcome train(Path folder, boolean resume) {
        TrainingState state = trainer.state();
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        Path model = folder.resolve("model.safetensors");
        prepare(folder);
        if (resume && Files.exists(checkpoint)) {
            Checkpoint.restore(state, lineage.identity(), checkpoint);
        }
        End end = trainer.train(() -> {
            if (state.bestEpoch() == state.epoch()) {
                model(state).save(model);
            }
            Checkpoint.write(state, lineage.identity(), checkpoint);
        });
        return finish(end, state.epoch() > 0 ? model : null);
    }

    private static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, ".probe", ".tmp");
            Files.delete(probe);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to the folder '" + folder + "' (" + e.getClass()
                    .getSimpleName() + ": " + e.getMessage() + "). Choose another one.", e);
        }
    }

    private Outcome finish(End end, @Nullable Path file) {
        Model model = model(trainer.state());
        Evaluation test = null;
        if (data.test() != null && end.reason() != Reason.INTERRUPTED) {
            test = Evaluation.of(model, data.test(), engine);
            model = model.withProvenance(model.provenance()
                    .and(new Provenance.Result("test", test.loss(), test.accuracy())));
        }
        if (file != null) {
            model.save(file);
        }
        return new Outcome(model, trainer.state().history(), end, test);
    }

    private Model model(TrainingState state) {
        Weights best = state.best();
        return new Model(network, best, data.preprocessing(), data.train().classes(), config.train().loss(),
                lineage.provenance(state));
    }

    /** Ends the threads that load data. */
    @Override
    public void close() {
        trainer.close();
    }
}
