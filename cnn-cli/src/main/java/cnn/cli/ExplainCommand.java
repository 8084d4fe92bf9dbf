package cnn.cli;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.core.evaluate.Part;
import cnn.core.image.Exhaustion;
import cnn.core.model.Model;
import cnn.core.run.Cnn;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import cnn.explain.ActivationMaximization;
import cnn.explain.Attribution;
import cnn.explain.AttributionMethod;
import cnn.explain.Excitement;
import cnn.explain.Explainer;
import cnn.explain.Explanation;
import cnn.explain.GradCam;
import cnn.explain.GradCamPlusPlus;
import cnn.explain.Stimulus;
import cnn.report.ExplanationPage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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

    @Option(names = "--maximize", paramLabel = "N") private @Nullable Integer maximize;

    @Option(names = "--seed", paramLabel = "N") private @Nullable Long seed;

    @Option(names = "--list") private boolean list;

    @Option(names = "--json") private boolean json;

    @Mixin private DataOptions reading;

    @Mixin private EngineOptions engine;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<AttributionMethod> chosen = chosen();
        if (list) {
            return listLayers();
        }
        if (maximize != null && maximize < 1) {
            throw new ParameterException(command.commandLine(),
                    "--maximize draws for 1 map of the layer or more, but was "
                            + "given " + maximize + ". Give for example 24.");
        }
        if (seed != null && maximize == null) {
            throw new ParameterException(command.commandLine(),
                    "--seed is where the chance of --maximize comes from, which "
                            + "was not asked for. Add --maximize 24, or leave --seed out.");
        }
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
            ExplanationFiles files = new ExplanationFiles(out);
            JsonArray array = json ? new JsonArray(terminal.out()) : null;
            boolean failed = false;
            try {
                for (List<Path> some = names.take(1); !some.isEmpty(); some = names.take(1)) {
                    ExplanationPage more = explained(explainer, some.getFirst(), chosen, page, files, array);
                    failed |= more == page;
                    page = more;
                }
            } finally {
                if (array != null) {
                    array.end();
                }
            }
            if (page.pictures().isEmpty()) {
                return ExitCode.SOFTWARE;
            }
            write(cnn, explainer, page, files);
            return failed ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    private int listLayers() {
        if (!images.isEmpty()) {
            throw new ParameterException(command.commandLine(),
                    "--list tells of the model's layers, whatever the picture. Leave the pictures out, or --list.");
        }
        try (Cnn cnn = engine.open()) {
            LayerList layers = new LayerList(ModelFiles.read(modelFile, cnn).network());
            terminal.print(json ? Json.of(layers.json()) : layers.toString());
            return ExitCode.OK;
        }
    }

    /** The page with the picture; itself where that cannot be read. */
    private ExplanationPage explained(Explainer explainer, Path image, List<AttributionMethod> chosen,
            ExplanationPage page, ExplanationFiles files, @Nullable JsonArray array) {
        Explanation explanation = read(explainer, image, array);
        if (explanation == null) {
            return page;
        }
        Explanation asked = asked(explanation);
        // a layer without places is named for its maps: Grad-CAM looks where it always does
        boolean unplaced = layer == null
                || (data != null || maximize != null) && !explainer.hasPlaces(layer);
        List<Attribution> attributions = chosen.isEmpty() && unplaced
                ? asked.byAll()
                : (unplaced ? chosen : chosen(chosen)).stream().map(asked::by).toList();
        String name = files.picture(image, asked, attributions);
        AnswerText texts = new AnswerText(TOP, THRESHOLD);
        if (array == null) {
            terminal.print(Echo.path(image) + "  " + texts.line(asked.prediction()));
        } else {
            array.add(new ExplanationJson(image, out.resolve(name), asked, attributions).map(texts));
        }
        return page.picture(name, asked, attributions);
    }

    /** What belongs to no picture, and the page. */
    private void write(Cnn cnn, Explainer explainer, ExplanationPage pictured, ExplanationFiles files) {
        files.filters(explainer.filters());
        ExplanationPage page = data == null ? pictured : excited(cnn, explainer, pictured, files);
        if (maximize != null) {
            int maps = explainer.maps(where(explainer));
            List<Stimulus> stimuli = explainer.maximizing(where(explainer),
                    ActivationMaximization.of().seed(seed == null ? 1 : seed),
                    IntStream.range(0, Math.min(maximize, maps)).toArray());
            files.stimuli(stimuli);
            page = page.stimuli(stimuli);
        }
        Path file = out.resolve(ExplanationFiles.PAGE);
        page.write(file);
        if (!json) {
            terminal.print("page  " + Echo.path(file));
        }
    }

    /** The layer whose maps are looked at. */
    private String where(Explainer explainer) {
        return layer == null ? explainer.lastLayerWithPlaces().orElse(explainer.layers().getLast()) : layer;
    }

    /** What is in a picture; null where it cannot be read, which is told. */
    private @Nullable Explanation read(Explainer explainer, Path image, @Nullable JsonArray array) {
        try {
            return explainer.explain(image);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            if (Exhaustion.in(e) != null) {
                throw e; // the machine's limit is no fault of the picture
            }
            terminal.say("cnn: " + e.getMessage());
            if (array != null) {
                array.add(Map.of("image", image.toString(), "error", String.valueOf(e.getMessage())));
            }
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
        if (layer != null && data == null && maximize == null && !chosen.isEmpty()
                && chosen.stream().noneMatch(method -> at(method) != method)) {
            throw new ParameterException(command.commandLine(), "--layer '" + Echo.of(layer)
                    + "' names the layer that Grad-CAM, "
                    + "Grad-CAM++, --data and --maximize look at, but none of these was asked for. Add --method grad-cam, or "
                    + "leave --layer out.");
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

    private ExplanationPage excited(Cnn cnn, Explainer explainer, ExplanationPage page, ExplanationFiles files) {
        ReadingBar bar = new ReadingBar(terminal);
        try (Splits splits = ModelImages.open(cnn, explainer.model(), data, reading.withoutRun(terminal, bar),
                command.commandLine(), "so that no image excites anything")) {
            bar.close();
            DataSet looked = Part.best(splits).images(splits);
            List<Excitement> found = explainer.exciting(looked, where(explainer), MOST_SHOTS);
            files.excitements(found);
            return page.excitements(found, looked.size());
        } catch (ModelImages.Unavailable e) {
            throw new IllegalStateException(e); // only where no data is named
        } finally {
            bar.close();
        }
    }
}
