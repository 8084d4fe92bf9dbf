package cnn.cli;

import cnn.api.data.Image;
import cnn.core.image.Exhaustion;
import cnn.core.image.ImageDecoder;
import cnn.core.model.Prediction;
import cnn.core.model.Predictor;
import cnn.core.model.TestAugmentation;
import cnn.core.run.Cnn;
import cnn.core.text.Echo;
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

/** {@code predict}: what is in these images. */
@Command(name = "predict")
final class PredictCommand implements Callable<Integer> {
    /** Images held in memory at a time. */
    private static final int BULK = 64;

    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(index = "0", paramLabel = "MODEL") private Path modelFile;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "IMAGE") private List<Path> images = List.of();

    @Option(names = "--list", paramLabel = "FILE") private @Nullable String list;

    @Option(names = "--top", paramLabel = "K", defaultValue = "3") private int top;

    @Option(names = "--threshold", paramLabel = "P", defaultValue = "0.5") private double threshold;

    @Option(names = "--json") private boolean json;

    @Mixin private AugmentOptions augmenting;

    @Mixin private EngineOptions engine;

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (top < 1) {
            throw new ParameterException(command.commandLine(),
                    "--top needs at least 1 label but was given " + top + ".");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new ParameterException(command.commandLine(),
                    "--threshold is a probability from 0 to 1 but was given " + threshold + ".");
        }
        if (images.isEmpty() && list == null) {
            if (modelFile.toString().matches("(?i).*\\.(png|jpe?g|bmp|gif|webp|tiff?|p[bgpn]m)")) {
                throw new ParameterException(command.commandLine(),
                        "'" + Echo.path(modelFile) + "' stands in the model's place, "
                                + "and no image follows. Name the model first, for example ./cnn predict runs/shapes "
                                + Echo.path(modelFile) + ".");
            }
            throw new ParameterException(command.commandLine(),
                    "There is no image to look at. Name images or a folder of them, or give their names with --list.");
        }
        try (Cnn cnn = engine.open()) {
            Predictor plain = ModelFiles.read(modelFile, cnn).predictor(cnn.engine());
            TestAugmentation augmentation = augmenting.of(plain.model(), cnn.registry());
            Predictor predictor = augmentation == null ? plain : plain.augmented(augmentation);
            try (ImageNames names = ImageNames.of(images, list, System.in, terminal::say)) {
                return answerAll(predictor, names) ? ExitCode.SOFTWARE : ExitCode.OK;
            }
        }
    }

    /** Whether any image could not be read. However many there are, only a few are held in memory. */
    private boolean answerAll(Predictor predictor, ImageNames names) {
        JsonArray array = json ? new JsonArray(terminal.out()) : null;
        int width = names.width();
        boolean failed = false;
        try {
            // not for a reader that has gone, or a disk that is full
            for (List<Path> some = names.take(BULK); !some.isEmpty() && !terminal.out().checkError(); some = names
                    .take(BULK)) {
                width = some.stream().mapToInt(image -> image.toString().length()).reduce(width, Math::max);
                for (Answer answer : answer(predictor, some)) {
                    failed |= answer.problem() != null;
                    if (array != null) {
                        array.add(asJson(answer));
                    } else if (answer.prediction() != null) {
                        terminal.print(line(answer, width));
                    }
                    if (answer.problem() != null) {
                        terminal.say("cnn: " + answer.problem());
                    }
                }
            }
        } finally {
            if (array != null) {
                array.end();
            }
        }
        return failed;
    }

    private List<Answer> answer(Predictor predictor, List<Path> files) {
        List<Answer> answers = new ArrayList<>();
        List<Image> readable = new ArrayList<>();
        for (Path file : files) {
            try {
                readable.add(predictor.model().fit(ImageDecoder.decode(file)));
                answers.add(new Answer(file, null, null));
            } catch (IllegalArgumentException | UncheckedIOException e) {
                if (Exhaustion.in(e) != null) {
                    // the machine's limit is no fault of the image
                    throw e;
                }
                answers.add(new Answer(file, null, e.getMessage()));
            }
        }
        try {
            var predictions = predictor.predict(readable).iterator();
            return answers.stream().map(answer -> answer.problem() != null
                    ? answer
                    : new Answer(answer.image(), predictions.next(), null)).toList();
        } catch (IllegalArgumentException e) {
            var remaining = readable.iterator();
            return answers.stream().map(answer -> answer.problem() != null
                    ? answer
                    : alone(predictor, answer.image(), remaining.next())).toList();
        }
    }

    /** One image has no answer: the others have theirs. */
    private static Answer alone(Predictor predictor, Path file, Image image) {
        try {
            return new Answer(file, predictor.predict(image), null);
        } catch (IllegalArgumentException e) {
            return new Answer(file, null, "'" + file + "': " + e.getMessage());
        }
    }

    private record Answer(Path image, @Nullable Prediction prediction,
            @Nullable String problem) {
    }

    private String line(Answer answer, int width) {
        return answer.image() + " ".repeat(width - answer.image().toString().length()) + "  "
                + texts().line(answer.prediction());
    }

    private AnswerText texts() {
        return new AnswerText(top, threshold);
    }

    private Map<String, Object> asJson(Answer answer) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("image", answer.image().toString());
        if (answer.prediction() == null) {
            object.put("error", answer.problem());
        } else {
            object.putAll(texts().json(answer.prediction()));
        }
        return object;
    }
}
