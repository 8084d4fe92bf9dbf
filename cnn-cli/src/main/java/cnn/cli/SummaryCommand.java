package cnn.cli;

import cnn.api.Shape;
import cnn.api.data.Target;
import cnn.core.config.RecordCodec;
import cnn.core.engine.Plan;
import cnn.core.model.Model;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.pipeline.NetworkConfig;
import cnn.core.pipeline.ParameterGroups;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code summary}: what a network is made of, and what it costs. */
@Command(name = "summary")
final class SummaryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PIPELINE|MODEL") private String subject;

    @Option(names = "--set", paramLabel = "KEY=VALUE") private List<String> assignments = new ArrayList<>();

    @Mixin private EngineOptions engine;

    SummaryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Cnn cnn = engine.open()) {
            return summarize(cnn);
        }
    }

    private int summarize(Cnn cnn) {
        LayerText layers = new LayerText(new RecordCodec(cnn.registry()));
        int threads = cnn.engine().workers().threads();
        if (isModel(Path.of(subject))) {
            Model model = cnn.loadModel(ModelFiles.find(Path.of(subject)));
            network(model.network(), layers);
            origin(model);
            memory("predicting", Plan.forPrediction(model.predictionNetwork()).bytes(1, threads, 0), 1, threads);
        } else {
            PipelineConfig config = Pipelines.read(subject, cnn.registry(), assignments);
            Network network = ParameterGroups
                    .of(config.train().groups(), new NetworkConfig(input(cnn, config), config.network()).build())
                    .network();
            network(network, layers);
            int batch = config.train().batch();
            memory("training", Plan.forTraining(network).bytes(batch, threads, config.train().optimizer().slots()),
                    batch, threads);
            memory("predicting", Plan.forPrediction(network).bytes(1, threads, 0), 1, threads);
        }
        return ExitCode.OK;
    }

    private static boolean isModel(Path path) {
        return path.toString().endsWith(".safetensors") || Files.isRegularFile(path.resolve("model.safetensors"));
    }

    private Shape input(Cnn cnn, PipelineConfig config) {
        Preprocess preprocess = config.preprocess();
        if (preprocess.size() != null && preprocess.channels() != null) {
            return Shape.image(preprocess.size().height(), preprocess.size().width(), preprocess.channels());
        }
        return cnn.open(config, new RunOptions(Path.of(""), false, terminal::say)).train().shape();
    }

    private void network(Network network, LayerText layers) {
        boolean branches = network.nodes().stream().anyMatch(node -> !follows(node));
        Table table = branches
                ? new Table("name", "layer", "from", "output", "parameters", "multiply-adds")
                : new Table("name", "layer", "output", "parameters", "multiply-adds");
        List<String> input = List.of("input", "", "", network.input().toString(), "", "");
        table.row(cells(input, branches));
        for (Node node : network.nodes()) {
            table.row(cells(
                    List.of(node.name(), layers.text(node.layer()), sources(network, node), node.output().toString(),
                            Text.count(node.parameters()), Text.count(node.bound().multiplyAdds())),
                    branches));
        }
        table.row(cells(List.of("total", Text.count(network.nodes().size(), "layer"), "", "",
                Text.count(network.parameters()), Text.count(network.multiplyAdds())), branches));
        terminal.print(table + "\n");
    }

    private static Object[] cells(List<String> row, boolean branches) {
        List<String> cells = new ArrayList<>(row);
        if (!branches) {
            cells.remove(2);
        }
        return cells.toArray();
    }

    private static boolean follows(Node node) {
        return node.inputs().equals(List.of(node.index() - 1));
    }

    private static String sources(Network network, Node node) {
        return follows(node)
                ? ""
                : node.inputs().stream()
                        .map(i -> i == Node.INPUT ? "input" : network.nodes().get(i).name())
                        .collect(Collectors.joining(", "));
    }

    private void memory(String what, long bytes, int batch, int threads) {
        terminal.print(String.format("memory for %-10s  %9s  (%s at a time, %s)", what, Text.bytes(bytes),
                Text.count(batch, "image"), Text.count(threads, "thread")));
    }

    private void origin(Model model) {
        Provenance provenance = model.provenance();
        Target target = model.target();
        terminal.print(
                (target.kind().isOfClasses() ? "classes     " : String.format("%-12s", target.kind().noun() + "s"))
                        + String.join(", ", target.names()));
        if (!provenance.pipeline().isEmpty()) {
            terminal.print("trained     epoch " + provenance.epoch() + ", seed " + provenance.seed() + ", version "
                    + provenance.version());
        }
        provenance.results().forEach(result -> terminal.print(String.format("%-10s  %sloss %s", result.images(),
                Double.isNaN(result.accuracy()) ? "" : "accuracy " + Text.percent(result.accuracy()) + ", ",
                Text.loss(result.loss()))));
    }
}
