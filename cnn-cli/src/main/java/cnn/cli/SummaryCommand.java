package cnn.cli;

import cnn.api.Shape;
import cnn.api.data.Target;
import cnn.core.engine.Engine;
import cnn.core.engine.LayerTimes;
import cnn.core.engine.Plan;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Provenance;
import cnn.core.network.JoinedOutputs;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.ParameterGroups;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import cnn.core.text.Count;
import cnn.core.train.TrainingMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code summary}: what a network is made of, and what it costs. */
@Command(name = "summary")
final class SummaryCommand implements Callable<Integer> {
    /** Until the JIT has compiled a large network's layers. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int MOST_NAMES = 40;

    private final Terminal terminal;

    @Parameters(paramLabel = "PIPELINE|MODEL") private String subject;

    @Option(names = "--depth", paramLabel = "N") private int depth = Integer.MAX_VALUE;

    @Option(names = "--set", paramLabel = "KEY=VALUE") private List<String> assignments = new ArrayList<>();

    @Option(names = "--ways") private boolean ways;

    @Option(names = "--times") private boolean timed;

    @Option(names = "--batch", paramLabel = "N") private @Nullable Integer batch;

    @Mixin private EngineOptions engine;

    @Spec private CommandSpec command;

    SummaryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (depth < 1) {
            throw new ParameterException(command.commandLine(),
                    "--depth is " + depth + ", but a summary shows 1 level of blocks or more. "
                            + "Give 1 for the blocks of the network itself, or leave it out to see every layer.");
        }
        if (batch != null && (batch < 1 || !timed)) {
            throw new ParameterException(command.commandLine(), batch < 1
                    ? "--batch is " + batch
                            + ", but layers are timed with 1 image at a time or more. Give for example 8."
                    : "--batch is how many images --times measures at a time, and --times was not given. Give both.");
        }
        try (Cnn cnn = engine.open()) {
            return summarize(cnn);
        }
    }

    private int summarize(Cnn cnn) {
        int threads = cnn.engine().workers().threads();
        if (isModel(Path.of(subject))) {
            Model model = ModelFiles.read(Path.of(subject), cnn);
            LayerTimes times = times(model.predictionNetwork(), model.weights(), cnn.engine());
            network(model.network(), times);
            origin(model);
            memory("predicting", Plan.forPrediction(model.predictionNetwork()).bytes(1, threads, 0), 1, threads);
        } else {
            PipelineConfig config = Pipelines.read(subject, cnn.registry(), assignments);
            TrainConfig train = config.train();
            Network whole = cnn.network(config, input(cnn, config), RunOptions.of());
            network(ParameterGroups.of(train.groups(), whole).network(),
                    times(whole, Weights.init(whole, config.seed()), cnn.engine()));
            Network network = ParameterGroups.of(train.groups(), whole, train.epochs()).network(); // when most has thawed
            TrainingMemory needed = TrainingMemory.of(network, train, threads);
            memory("training", needed.bytes(train.batch()), needed.together(train.batch()), threads);
            memory("predicting", Plan.forPrediction(network).bytes(1, threads, 0), 1, threads);
        }
        return ExitCode.OK;
    }

    private static boolean isModel(Path path) {
        return path.toString().endsWith(".safetensors") || ModelFiles.isOnnx(path)
                || Files.isRegularFile(path.resolve("model.safetensors"));
    }

    private Shape input(Cnn cnn, PipelineConfig config) {
        Preprocess preprocess = config.preprocess();
        if (preprocess.size() != null && preprocess.channels() != null) {
            return Shape.image(preprocess.size().height(), preprocess.size().width(), preprocess.channels());
        }
        return cnn.open(config, RunOptions.of().notes(terminal::say)).train().shape();
    }

    /** Null where nobody asked. How long layers take does not depend on what they have learnt. */
    private @Nullable LayerTimes times(Network network, Weights weights, Engine measuring) {
        return timed ? LayerTimes.measure(network, weights, measuring, batch == null ? 1 : batch, PATIENCE) : null;
    }

    private void network(Network network, @Nullable LayerTimes times) {
        terminal.print(new NetworkTable(network, depth, ways, times) + "\n");
        if (ways) {
            terminal.print(
                    "Each way is a package of cnn.layers.convolution; how it computes, and in which classes, is in "
                            + "docs/architecture.md.\n");
        }
        if (times != null) {
            terminal.print(new LayerKinds(network, times) + "\n");
            terminal.print(
                    "Times are of one image in prediction, " + Text.count(times.batch(), "image") + " at a time, "
                            + Text.count(times.threads(), "thread")
                            + ": the shortest of several runs.\n"
                            + "A layer without one runs within another, or takes none. A multiply-add counts as two "
                            + "operations.\n");
        }
    }

    /** Layers, without what joins several outputs. */
    static long layers(Network network) {
        return network.nodes().stream().filter(node -> !(node.layer() instanceof JoinedOutputs)).count();
    }

    private void memory(String what, long bytes, int batch, int threads) {
        terminal.print(String.format("memory for %-10s  %9s  (%s at a time, %s)", what, Text.bytes(bytes),
                Text.count(batch, "image"), Text.count(threads, "thread")));
    }

    private static String plural(Target target) {
        return target.kind().isOfClasses() ? "classes" : Count.several(target.kind().noun());
    }

    /** Thousands would fill the screen. */
    private static String names(List<String> all) {
        int last = all.size() - 1;
        return all.size() <= MOST_NAMES
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, MOST_NAMES - 1)) + " … " + all.get(last) + " ("
                        + Text.count(all.size())
                        + ")";
    }

    private void origin(Model model) {
        Provenance provenance = model.provenance();
        for (Output output : model.outputs()) {
            Target target = output.target();
            String names = names(target.names());
            terminal.print(model.outputs().size() > 1
                    ? String.format("%-12s%s of layer %s: %s", output.name(), plural(target), output.layer(), names)
                    : String.format("%-12s%s", plural(target), names));
        }
        if (!provenance.pipeline().isEmpty()) {
            terminal.print("trained     epoch " + provenance.epoch() + ", seed " + provenance.seed() + ", version "
                    + provenance.version());
        }
        provenance.results().forEach(result -> terminal.print(String.format("%-10s  %sloss %s", result.images(),
                Double.isNaN(result.accuracy()) ? "" : "accuracy " + Text.percent(result.accuracy()) + ", ",
                Text.loss(result.loss()))));
    }
}
