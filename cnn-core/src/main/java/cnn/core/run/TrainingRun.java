package cnn.core.run;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.train.TrainingListener;
import cnn.api.train.TrainingListener.End;
import cnn.api.train.TrainingListener.Reason;
import cnn.core.data.Fingerprint;
import cnn.core.engine.Engine;
import cnn.core.evaluate.ClassFigures;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.TemperatureScaling;
import cnn.core.model.Model;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.pipeline.ParameterGroups;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.registry.Registry;
import cnn.core.train.Checkpoint;
import cnn.core.train.History;
import cnn.core.train.Life;
import cnn.core.train.Trainer;
import cnn.core.train.TrainingData;
import cnn.core.train.TrainingState;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline, opened: its images are there, its network is bound, and all is known to fit. Training it in a folder
 * writes, after every epoch, {@code checkpoint.safetensors} to go on from and {@code model.safetensors}, the best model
 * so far; the checkpoint also within an epoch, where it is stopped there or {@code train.checkpoint} says so.
 *
 * <p>A run is trained once. {@link #stop} and {@link #close} may be called from any thread, listeners' included.
 */
public final class TrainingRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PipelineConfig config;
    private final Engine engine;
    private final OpenedData data;
    private final Network network;
    private final Trainer trainer;
    private final Lineage lineage;
    private final Consumer<String> notes;
    private final Life life = new Life();
    private volatile @Nullable RunFolder folder;
    private Map<String, String> origin = Map.of();
    private boolean keptWithin;
    /** What is to be told of the models that it starts from. */
    private final List<String> started;

    /** A run on what a source gives, which is the pipeline's own or gives what that would. */
    TrainingRun(PipelineConfig config, DataSource source, RunOptions options, Registry registry, Engine engine,
            List<TrainingListener> listeners) {
        this.config = config;
        this.engine = engine;
        notes = options.notes();
        ParameterGroups.thawingTooLate(config.train().groups(), config.train().epochs()).forEach(notes);
        data = OpenedData.open(config, source, options);
        List<TrainingListener> all = new ArrayList<>(listeners);
        all.addAll(options.listeners());
        Ancestors ancestors = Ancestors.read(config, options.folder(), registry);
        trainer = new Trainer(config.name(), ancestors.network(data.train().shape()), config.train(),
                config.outputs() == null ? Map.of() : config.outputs(),
                new TrainingData(data.train(), data.validation(), data.preprocessing(), config.augment())
                        .teacher(ancestors.teaching()),
                config.seed(), engine, all);
        network = trainer.network();
        started = ancestors.apply(network, trainer.state().weights(), data.preprocessing());
        lineage = new Lineage(config.tune(null), network, data, ancestors);
        checkCalibration();
        tellWhereTheSame("validation", data.validation());
        tellWhereTheSame("test", data.test());
    }

    private void checkCalibration() {
        if (config.train().calibrates()) {
            if (data.validation() == null) {
                throw new IllegalArgumentException(
                        "train.calibrate needs images that training does not learn from, but "
                                + "there are none for validation. Hold some back with train.validation, for example 0.1, or leave "
                                + "calibrate out.");
            }
            TemperatureScaling.check(trainer.outputs(), engine);
        }
    }

    /** The model with its probabilities as sure as it is right, where that is asked for and the images decide how. */
    private Model calibrated(Model model) {
        if (!config.train().calibrates() || data.validation() == null) {
            return model;
        }
        try {
            TemperatureScaling scaling = TemperatureScaling.of(model, data.validation(), engine, notes);
            notes.accept("Calibrated by the validation images: " + scaling.text() + ".");
            return scaling.apply(model);
        } catch (IllegalArgumentException refusal) {
            notes.accept("The model is not calibrated. " + refusal.getMessage());
            return model;
        }
    }

    /** A network reads what it has learnt from; whoever measures that by mistake should know. */
    private void tellWhereTheSame(String part, @Nullable DataSet images) {
        if (images != null && images.size() == data.train().size()
                && Fingerprint.of(images).equals(lineage.dataHash())) {
            notes.accept("The " + part + " images are the training images themselves: results on them do not tell how "
                    + "well others are read. Give images of their own, or hold some back with split.");
        }
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

    /**
     * Ends training after the step at hand; what it has come to is kept where it trains in a folder. From any thread. A run that
     * was stopped is not trained again.
     */
    public void stop() {
        life.stop();
        trainer.stop();
    }

    /** The best model of the epochs so far; empty before the first. To be asked while training rests. */
    public Optional<Model> best() {
        TrainingState state = trainer.state();
        return state.bestEpoch() == 0 ? Optional.empty() : Optional.of(model(state));
    }

    /** What each epoch so far brought. To be asked while training rests. */
    public History history() {
        return trainer.state().history();
    }

    /**
     * Trains without writing any file.
     *
     * @throws UntestedException where the model is trained but the images of the test cannot be measured
     * @throws IllegalStateException where the run has been trained, stopped or closed, or is being trained
     */
    public Outcome train() {
        life.begin();
        try {
            started.forEach(notes);
            return finish(trainer.train(() -> {
            }), null, false);
        } finally {
            life.end();
        }
    }

    /** Trains, keeping model and checkpoint in a folder. As {@link #train(Path, boolean, Set)} without other files. */
    public Outcome train(Path into, boolean resume) {
        return train(into, resume, Set.of());
    }

    /**
     * Trains, keeping model and checkpoint in a folder, which is this run's alone until it is closed. Files of an earlier
     * run there are moved to {@code earlier/<time>} first, unless this run goes on from them.
     *
     * @param into made where it does not exist
     * @param resume whether to go on from the folder's checkpoint, if there is one
     * @param others names of the files that the caller writes there, which are moved as well
     * @throws UncheckedIOException where the folder cannot be written to; before any training
     * @throws IllegalArgumentException where the checkpoint is damaged or belongs to another run; before any training
     * @throws UntestedException where the model is trained and kept, but the images of the test cannot be measured
     * @throws IllegalStateException where another run has the folder; where this run has been trained, stopped or
     *             closed, or is being trained
     */
    public Outcome train(Path into, boolean resume, Set<String> others) {
        return train(() -> RunFolder.open(into, others, notes), resume);
    }

    /** Trains in the folder that is opened when training begins. */
    Outcome train(Supplier<RunFolder> opening, boolean resume) {
        life.begin();
        try {
            RunFolder files = opening.get();
            folder = files;
            origin = lineage.origin();
            return train(files, resume);
        } finally {
            life.end();
            if (life.isClosed()) { // from within: the folder was needed until now
                release();
            }
        }
    }

    private Outcome train(RunFolder files, boolean resume) {
        TrainingState state = trainer.state();
        if (resume && Files.exists(files.checkpoint())) {
            new Resumption(config.train(), trainer, lineage, notes).from(files.checkpoint(), origin);
            if (state.bestEpoch() > 0 && !isBest(files.model())) {
                Uninterrupted.write(() -> model(state).save(files.model())); // killed before it was written
            }
        } else {
            if (resume) {
                notes.accept("There is no '" + files.checkpoint() + "' to go on from: training starts anew.");
            }
            files.setAside();
            started.forEach(notes);
        }
        int before = state.epoch();
        try {
            End end = trainer.train(() -> Uninterrupted.write(() -> keep(state, files)), () -> {
                Uninterrupted.write(() -> keepWithin(state, files));
                keptWithin = true;
            });
            if (end.reason() == Reason.INTERRUPTED && state.step() > 0) {
                notes.accept(Resumption.steps(trainer) + " are kept in '" + files.checkpoint()
                        + "': the run goes on there with --resume.");
            }
            if (keptNothing()) {
                files.putBack();
            }
            return finish(end, files, state.epoch() == before);
        } catch (RuntimeException | Error e) {
            if (keptNothing()) {
                files.putBack();
            }
            throw e;
        }
    }

    /** Whether training has come to nothing that a folder would hold: no epoch, and no part of one. */
    boolean keptNothing() {
        return trainer.state().epoch() == 0 && !keptWithin;
    }

    private boolean isBest(Path model) {
        return KeptModel.in(model).isOf(trainer.state().bestEpoch(), lineage.dataHash(), config.seed());
    }

    /**
     * Writes what an epoch brought. The checkpoint comes first: it has the best weights too, so that a run that is killed
     * before the model is written makes it when it goes on. Where there is no room for a checkpoint, there may be for
     * the model.
     */
    private void keep(TrainingState state, RunFolder files) {
        files.removeOutdated();
        RuntimeException unwritten = null;
        try {
            Checkpoint.write(state, origin, files.checkpoint());
        } catch (RuntimeException e) {
            if (Uninterrupted.isInterruption(e)) {
                throw e;
            }
            unwritten = e;
        }
        try {
            if (state.bestEpoch() == state.epoch()) {
                model(state).save(files.model());
            }
        } catch (RuntimeException e) {
            if (unwritten == null) {
                throw told(e, files);
            }
            unwritten.addSuppressed(e);
        }
        if (unwritten != null) {
            throw told(unwritten, files);
        }
    }

    private void keepWithin(TrainingState state, RunFolder files) {
        try {
            Checkpoint.write(state, origin, files.checkpoint());
        } catch (RuntimeException e) {
            throw told(e, files);
        }
    }

    /** What could not be written, and from where the run goes on once it can be. */
    private RuntimeException told(RuntimeException unwritten, RunFolder files) {
        if (!(unwritten instanceof UncheckedIOException io) || Uninterrupted.isInterruption(io)) {
            return unwritten;
        }
        UncheckedIOException told = new UncheckedIOException(io.getMessage() + (Files.exists(files.checkpoint())
                ? " The checkpoint is whole: once that is mended, the run goes on from there with --resume."
                : " There is no checkpoint to go on from yet."), io.getCause());
        Arrays.stream(unwritten.getSuppressed()).forEach(told::addSuppressed);
        return told;
    }

    /**
     * Measures the best model, and writes it where its file says anything else.
     *
     * @param files null for none
     * @param unchanged whether nothing was learnt since they were written
     */
    private Outcome finish(End end, @Nullable RunFolder files, boolean unchanged) {
        TrainingState state = trainer.state();
        if (state.bestEpoch() == 0) {
            return new Outcome(Optional.empty(), state.history(), end, null);
        }
        Model model = end.reason() == Reason.INTERRUPTED ? model(state) : calibrated(model(state));
        Evaluation test = null;
        Throwable untested = null;
        if (data.test() != null && end.reason() != Reason.INTERRUPTED) {
            try {
                test = Evaluation.of(model, data.test(), engine);
                model = model.withProvenance(model.provenance()
                        .and(new Provenance.Result("test", test.loss(),
                                test.outputs().size() == 1 && test.figures() instanceof ClassFigures classes
                                        ? classes.accuracy()
                                        : Double.NaN)));
            } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                untested = e; // training is done: what it brought is kept and handed out first
            }
        }
        boolean measured = end.reason() != Reason.INTERRUPTED && untested == null;
        if (files != null && !(unchanged && isBest(files.model()) && (!measured || KeptModel.in(files.model())
                .tells(model.provenance().results())))) {
            Model finished = model;
            Uninterrupted.write(() -> {
                files.removeOutdated();
                finished.save(files.model());
            });
        }
        Outcome outcome = new Outcome(Optional.of(model), state.history(), end, test);
        if (untested != null) {
            throw new UntestedException(outcome, untested);
        }
        return outcome;
    }

    private Model model(TrainingState state) {
        return new Model(network, state.best(), data.preprocessing(), trainer.outputs(), lineage.provenance(state));
    }

    /**
     * Stops training, if it is under way, waits for its end, closes the images and gives the folder to others. From within a listener, a
     * data set or an augmenter it returns at once, and training ends after the step at hand.
     */
    @Override
    public void close() {
        boolean within = trainer.owns(Thread.currentThread());
        trainer.stop();
        if (!life.close(within ? Duration.ZERO : PATIENCE) && !within) {
            notes.accept("Training did not end within " + PATIENCE.toSeconds() + " s of being closed. It ends when its "
                    + "listeners and its data return.");
        }
        trainer.close();
        if (!life.isRunning()) {
            release();
        }
    }

    private void release() {
        data.close();
        RunFolder files = folder;
        if (files != null) {
            files.close();
        }
    }
}
