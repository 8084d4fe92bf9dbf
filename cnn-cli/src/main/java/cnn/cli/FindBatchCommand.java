package cnn.cli;

import cnn.core.find.BatchFinder;
import cnn.core.find.BatchSpeeds;
import cnn.core.find.BatchSpeeds.BatchSpeed;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code find batch}: the largest batch that fits, and how fast training goes with others. */
@Command(name = "batch")
final class FindBatchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(paramLabel = "PIPELINE") private String pipeline;

    @Option(names = "--memory", paramLabel = "SIZE") private @Nullable String memory;

    @Option(names = "--set", paramLabel = "KEY=VALUE") private List<String> assignments = new ArrayList<>();

    @Option(names = "--json") private boolean json;

    @Mixin private DataOptions data;

    @Mixin private EngineOptions engine;

    FindBatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        BatchFinder finder = memory == null
                ? BatchFinder.of()
                : BatchFinder.of().memory(ByteSize.parse("--memory", memory, command));
        ReadingBar bar = new ReadingBar(terminal);
        try (Cnn cnn = engine.open()) {
            PipelineConfig config = Pipelines.read(pipeline, cnn.registry(), assignments);
            int threads = cnn.engine().workers().threads();
            terminal.say("pipeline  " + config.name() + ", " + Text.bytes(finder.memory()) + " of memory, "
                    + Text.count(threads, "thread"));
            BatchSpeeds speeds = finder.find(cnn, config, data.withoutRun(terminal, bar), speed -> terminal.say(
                    "batch " + Text.count(speed.batch()) + "  " + Text.count(speed.imagesPerSecond()) + " images/s"));
            terminal.print(json ? Json.of(json(config, speeds, threads)) : text(config, speeds));
        } finally {
            bar.close();
        }
        return ExitCode.OK;
    }

    /** As a table and words. */
    static String text(PipelineConfig config, BatchSpeeds speeds) {
        Table table = new Table("batch", "images/s", "memory");
        speeds.measured().forEach(speed -> table.row(Text.count(speed.batch()), Text.count(speed.imagesPerSecond()),
                Text.bytes(speed.bytes())));
        BatchSpeed suggestion = speeds.suggestion();
        int now = config.train().batch();
        return table + "\n\nlargest    " + Text.count(speeds.largest()) + "  that fits into "
                + Text.bytes(speeds.memory()) + ", as the network's plan says\n"
                + "suggested  " + Text.count(suggestion.batch()) + "  the smallest that is within 5 % of the fastest\n"
                + "           --set train.batch=" + suggestion.batch() + "\n"
                + "The batch changes what is learnt, not only how fast. " + (suggestion.batch() == now
                        ? "The pipeline has it already."
                        : rates(now, suggestion.batch()));
    }

    /** How rates follow the batch: for SGD in proportion, for those that divide by the gradient's size by the root. */
    private static String rates(int now, int then) {
        double times = (double) then / now;
        return "From " + now + " to " + then + " a rate that fits goes with it: about " + Text.rate(times)
                + " times with sgd, " + Text.rate(Math.sqrt(times)) + " times with adam and its kin; look with "
                + "./cnn find rate.";
    }

    private static Map<String, @Nullable Object> json(PipelineConfig config, BatchSpeeds speeds, int threads) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", config.name());
        json.put("threads", threads);
        json.put("memory", speeds.memory());
        json.put("largest", speeds.largest());
        json.put("suggested", speeds.suggestion().batch());
        json.put("batches", speeds.measured().stream().map(speed -> {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("batch", speed.batch());
            one.put("imagesPerSecond", Json.number(speed.imagesPerSecond()));
            one.put("bytes", speed.bytes());
            return one;
        }).toList());
        return json;
    }
}
