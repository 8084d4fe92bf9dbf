package cnn.core.train;

import cnn.api.data.Target;
import cnn.api.train.Loss;
import cnn.api.train.Metric;
import cnn.core.data.TargetText;
import cnn.core.model.Output;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.pipeline.OutputConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.text.Echo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What one output of a network is trained for.
 *
 * @param output which scores are compared with which target, by which loss
 * @param metrics what is measured besides
 * @param metricNames what the metrics are called, in their order
 */
public record Objective(Output output, List<Metric> metrics, List<String> metricNames) {
    public Objective {
        metrics = List.copyOf(metrics);
        metricNames = List.copyOf(metricNames);
    }

    /** That of a network whose scores are classes without names, for whoever has no data. */
    static Objective of(Network network, Loss loss) {
        List<String> names = IntStream.range(0, network.output().size()).mapToObj(Integer::toString).toList();
        return new Objective(new Output(Target.ONLY, network.nodes().getLast().name(), Target.classes(names), loss, 1),
                List.of(), List.of());
    }

    /**
     * That of a network with one output, its last layer.
     *
     * @param targets what the data has
     * @throws IllegalArgumentException where that is several targets, or loss or metrics take others
     */
    static List<Objective> of(Network network, TrainConfig config, List<Target> targets) {
        if (targets.size() > 1) {
            throw new IllegalArgumentException("The data has " + TargetText.of(targets) + ", but the network has one "
                    + "output, which is compared with one target. Name an output for each with 'outputs', or use data with "
                    + "one target.");
        }
        Node last = network.nodes().getLast();
        Objective only = new Objective(new Output(targets.getFirst().name(), last.name(), targets.getFirst(),
                config.loss(), 1), config.metrics(), config.metricNames());
        only.check(network, last);
        return List.of(only);
    }

    /**
     * Those of a network whose outputs are named, in the order of the pipeline, which is that of the network.
     *
     * @param outputs by name
     * @param targets what the data has
     * @throws IllegalArgumentException naming the output whose target, loss or metrics do not fit
     */
    public static List<Objective> of(Network network, Map<String, OutputConfig> outputs, List<Target> targets) {
        List<Objective> objectives = new ArrayList<>();
        outputs.forEach((name, output) -> {
            String wanted = output.target() == null ? name : output.target();
            Target target = targets.stream().filter(one -> one.name().equals(wanted)).findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("The output '" + Echo.of(name) + "' is compared with "
                                    + "the target '" + Echo.of(wanted) + "', which the data does not have. It has "
                                    + targets.stream().map(one -> "'" + one.name() + "'").toList()
                                    + ". Set the output's target to one of these."));
            Node layer = network.outputs().get(objectives.size());
            Objective objective = new Objective(new Output(name, layer.name(), target, output.loss(), output.weight()),
                    output.metrics(), output.metricNames());
            try {
                objective.check(network, layer);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("Output '" + Echo.of(name) + "': " + e.getMessage(), e);
            }
            objectives.add(objective);
        });
        return objectives;
    }

    /**
     * Those of a run. Loss and metrics must take what training makes of the targets, and what the data has, which validation
     * keeps.
     */
    static List<Objective> learnt(Network network, TrainConfig config, Map<String, OutputConfig> outputs,
            TrainingData data) {
        List<Target> targets = data.train().targets();
        List<Target> learnt = targets.stream().map(data::learnt).toList();
        if (!learnt.equals(targets)) {
            try {
                of(network, config, outputs, learnt);
            } catch (IllegalArgumentException refusal) {
                throw new IllegalArgumentException(refusal.getMessage() + " Classes become soft labels by "
                        + data.ofBatches() + ", which could be left out as well.", refusal);
            }
        }
        return of(network, config, outputs, targets);
    }

    private static List<Objective> of(Network network, TrainConfig config, Map<String, OutputConfig> outputs,
            List<Target> targets) {
        return outputs.isEmpty() ? of(network, config, targets) : of(network, outputs, targets);
    }

    private void check(Network network, Node layer) {
        TargetCheck.check(output.loss(), network, layer, output.target());
        for (int i = 0; i < metrics.size(); i++) {
            TargetCheck.check(metrics.get(i), metricNames.get(i), output.target());
        }
    }
}
