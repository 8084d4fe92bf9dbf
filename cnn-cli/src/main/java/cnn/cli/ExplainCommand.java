package cnn.cli;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.core.evaluate.Part;
import cnn.core.image.Exhaustion;
import cnn.core.model.Model;
import cnn.core.run.Cnn;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import cnn.explain.Attribution;
import cnn.explain.AttributionMethod;
import cnn.explain.Explainer;
import cnn.explain.Explanation;
import cnn.explain.GradCam;
import cnn.explain.GradCamPlusPlus;
import cnn.report.ExplanationPage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: what a model makes of pictures, and which parts its answers hang on. */
@Command(name = "explain")
final class ExplainCommand implements Callable<Integer> {
    /** Images for each map. */
    private static final int MOST_SHOTS = 5;
    /** Answers that are told of each picture. */
    private static final int TOP = 3;
    private static final double THRESHOLD = 0.5;

    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(index = "0", paramLabel = "MODEL") private Path modelFile;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "IMAGE") private List<Path> images = List.of();

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "explanation") private Path out;

    @Option(names = "--layer", paramLabel = "NAME") private @Nullable String layer;

    @Option(names = "--class", paramLabel = "NAME") private @Nullable String subject;

    @Option(names = "--output", paramLabel = "NAME") private @Nullable String output;

    @Option(names = "--method", paramLabel = "METHOD", split = ",") private List<String> methods = List.of();

    @Option(names = "--data", paramLabel = "SPEC") private @Nullable String data;

    @Mixin private DataOptions reading;

    @Mixin private EngineOptions engine;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<AttributionMethod> chosen = chosen();
        if (images.isEmpty()) {
            throw new ParameterException(command.commandLine(),
                    "There is no picture to explain. Name one or more, or a folder "
                            + "of them, for example ./cnn explain runs/shapes picture.png.");
        }
        try (Cnn cnn = engine.open(); ImageNames names = ImageNames.of(images, null, System.in, terminal::say)) {
            Model model = ModelFiles.read(modelFile, cnn);
            Explainer explainer = Explainer.of(model, cnn.engine());
            String pipeline = ReportPage.name(model);
            ExplanationPage page = ExplanationPage.of(
                    pipeline.isEmpty() ? modelFile.getFileName().toString() : pipeline,
                    explainer);
            boolean failed = false;
            ExplanationFiles files = new ExplanationFiles(out);
            for (List<Path> some = names.take(1); !some.isEmpty(); some = names.take(1)) {
                Path image = some.getFirst();
                Explanation explanation = read(explainer, image);
                failed |= explanation == null;
                if (explanation != null) {
                    Explanation asked = asked(explanation);
                    List<Attribution> attributions = chosen.isEmpty() && layer == null
                            ? asked.byAll()
                            : chosen(chosen).stream().map(asked::by).toList();
                    page = page.picture(files.picture(image, asked, attributions), asked, attributions);
                    terminal.print(Echo.path(image) + "  " + new AnswerText(TOP, THRESHOLD).line(asked.prediction()));
                }
            }
            if (page.pictures().isEmpty()) {
                return ExitCode.SOFTWARE;
            }
            files.filters(explainer.filters());
            page = data == null ? page : excited(cnn, explainer, page);
            Path file = out.resolve(ExplanationFiles.PAGE);
            page.write(file);
            terminal.print("page  " + Echo.path(file));
            return failed ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    /** What is in a picture; null where it cannot be read, which is told. */
    private @Nullable Explanation read(Explainer explainer, Path image) {
        try {
            return explainer.explain(image);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            if (Exhaustion.in(e) != null) {
                throw e; // the machine's limit is no fault of the picture
            }
            terminal.say("cnn: " + e.getMessage());
            return null;
        }
    }

    private Explanation asked(Explanation explanation) {
        Explanation of = output == null ? explanation : explanation.output(output);
        return subject == null ? of : of.forClass(subject);
    }

    /** The methods that are named; none where all are to be taken. */
    private List<AttributionMethod> chosen() {
        Map<String, AttributionMethod> known = new LinkedHashMap<>();
        AttributionMethod.bundled().forEach(method -> known.put(method.id(), method));
        List<AttributionMethod> chosen = new ArrayList<>();
        for (String id : methods) {
            AttributionMethod method = known.get(id.replace("++", "-plus-plus"));
            if (method == null) {
                throw new ParameterException(command.commandLine(), "There is no method '" + Echo.of(id) + "'."
                        + Nearest.question(id, known.keySet()) + " There are " + String.join(", ", known.keySet())
                        + ".");
            }
            chosen.add(method);
        }
        if (layer != null && data == null && !chosen.isEmpty()
                && chosen.stream().noneMatch(method -> at(method) != method)) {
            throw new ParameterException(command.commandLine(), "--layer '" + Echo.of(layer)
                    + "' names the layer that Grad-CAM, "
                    + "Grad-CAM++ and --data look at, but none of these was asked for. Add --method grad-cam, or leave --layer "
                    + "out.");
        }
        return chosen.stream().distinct().toList();
    }

    /** At the layer that is named, where they look at one. */
    private List<AttributionMethod> chosen(List<AttributionMethod> given) {
        return (given.isEmpty() ? AttributionMethod.bundled() : given).stream().map(this::at).toList();
    }

    private AttributionMethod at(AttributionMethod method) {
        return layer == null ? method : switch (method) {
            case GradCam cam -> cam.layer(layer);
            case GradCamPlusPlus cam -> cam.layer(layer);
            default -> method;
        };
    }

    private ExplanationPage excited(Cnn cnn, Explainer explainer, ExplanationPage page) {
        ReadingBar bar = new ReadingBar(terminal);
        try (Splits splits = ModelImages.open(cnn, explainer.model(), data, reading.withoutRun(terminal, bar),
                command.commandLine(), "so that no image excites anything")) {
            bar.close();
            DataSet looked = Part.best(splits).images(splits);
            String where = layer == null ? explainer.lastLayerWithPlaces().orElse(explainer.layers().getLast()) : layer;
            return page.excitements(explainer.exciting(looked, where, MOST_SHOTS), looked.size());
        } catch (ModelImages.Unavailable e) {
            throw new IllegalStateException(e); // only where no data is named
        } finally {
            bar.close();
        }
    }
}
