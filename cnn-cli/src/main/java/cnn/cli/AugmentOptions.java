package cnn.cli;

import cnn.api.data.Augmenter;
import cnn.core.config.ConfigNode;
import cnn.core.config.ConfigNode.Items;
import cnn.core.config.RecordCodec;
import cnn.core.model.Model;
import cnn.core.model.TestAugmentation;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.registry.Registry;
import cnn.core.text.Echo;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a model looks at changed copies of each image as well: {@code --augment N}, or {@code N:[AUGMENTERS]}. */
final class AugmentOptions {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})(?::(.*))?", Pattern.DOTALL);

    @Spec(Spec.Target.MIXEE) private CommandSpec command;

    @Option(names = "--augment", paramLabel = "N[:LIST]") private @Nullable String augment;

    /** What was asked for; null where nothing was. */
    @Nullable
    TestAugmentation of(Model model, Registry registry) {
        if (augment == null) {
            return null;
        }
        Matcher parts = FORM.matcher(augment);
        if (!parts.matches()) {
            throw new ParameterException(command.commandLine(), "--augment takes how many changed copies of each image "
                    + "the model looks at, but was given '" + Echo.of(augment) + "'. Give for example --augment 8, or "
                    + "with augmenters of your own --augment '8:[flip, {shift: {fraction: 0.05}}]'.");
        }
        List<Augmenter> augmenters = parts.group(2) == null ? own(model, registry) : listed(parts.group(2), registry);
        try {
            return new TestAugmentation(Integer.parseInt(parts.group(1)), augmenters, 0);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--augment: " + e.getMessage(), e);
        }
    }

    private static List<Augmenter> listed(String yaml, Registry registry) {
        ConfigNode node = ConfigNode.yaml("--augment", yaml);
        RecordCodec codec = new RecordCodec(registry);
        return (node instanceof Items list ? list.items() : List.of(node)).stream()
                .map(item -> codec.decode(Augmenter.class, item)).toList();
    }

    /** Those that the model's training images were changed by. */
    private List<Augmenter> own(Model model, Registry registry) {
        String pipeline = model.provenance().pipeline();
        List<Augmenter> own = pipeline.isEmpty()
                ? List.of()
                : PipelineConfig.decode(ConfigNode.json("the model's pipeline", pipeline), registry).augment().stream()
                        .filter(Augmenter.class::isInstance).map(Augmenter.class::cast).toList();
        if (own.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--augment " + augment + " changes copies of images as "
                    + "the model's training did, but that changed no single images. Name augmenters, for example "
                    + "--augment '" + augment + ":[flip]'.");
        }
        return own;
    }
}
