package cnn.cli;

import cnn.api.Shape;
import cnn.api.layer.Part;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.interop.Framework;
import cnn.core.interop.WeightNames;
import cnn.core.network.Network;
import cnn.core.pipeline.ImageSize;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import cnn.core.text.Echo;
import cnn.examples.BundledPipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which network another framework's weights are for, and what that calls its layers. */
final class NetworkOptions {
    private static final String DEFAULT_SIZE = "224";

    @Spec(Spec.Target.MIXEE) private CommandSpec command;

    @Option(names = "--network", paramLabel = "PIPELINE|NETWORK") private @Nullable String network;

    @Option(names = "--size", paramLabel = "SIZE") private @Nullable String size;

    @Option(names = "--channels", paramLabel = "N") private @Nullable Integer channels;

    @Option(names = "--names", paramLabel = "PROGRAM") private @Nullable String program;

    @Option(names = "--rename", paramLabel = "THEIRS=OURS") private List<String> renames = List.of();

    /**
     * A network, and the pipeline that it is of.
     *
     * @param pipeline null where a network was named by itself
     */
    record Choice(Network network, @Nullable PipelineConfig pipeline) {
    }

    /** Whether any was given. */
    boolean given() {
        return network != null || size != null || channels != null || program != null || !renames.isEmpty();
    }

    /** The network that was named; null where none was. */
    @Nullable
    Choice choice(Cnn cnn) {
        if (network == null) {
            return null;
        }
        if (Files.isRegularFile(Path.of(network)) || BundledPipelines.yaml(network).isPresent()) {
            PipelineConfig pipeline = Pipelines.read(network, cnn.registry(), List.of());
            return new Choice(cnn.network(pipeline, shape(pipeline.preprocess()), RunOptions.of()), pipeline);
        }
        String yaml = network.contains(":") && !network.startsWith("{") ? "{" + network + "}" : network;
        Part part = new RecordCodec(cnn.registry()).decode(Part.class, ConfigNode.yaml("--network", yaml));
        return new Choice(Network.of(shape(size == null ? DEFAULT_SIZE : size, channels == null ? 3 : channels), part),
                null);
    }

    private Shape shape(Preprocess preprocess) {
        String side = size != null || preprocess.size() == null ? size : preprocess.size().toString();
        Integer depth = channels != null ? channels : preprocess.channels();
        if (side == null || depth == null) {
            throw new ParameterException(command.commandLine(), "The pipeline '" + Echo.of(network)
                    + "' takes images as they "
                    + "come, so that the size of its network's input is not known without them. Give --size and --channels, for "
                    + "example --size 32 --channels 3, or set preprocess.size and preprocess.channels in the pipeline.");
        }
        return shape(side, depth);
    }

    private Shape shape(String side, int depth) {
        try {
            ImageSize image = ImageSize.parse(side);
            return Shape.image(image.height(), image.width(), depth);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--size or --channels: " + e.getMessage(), e);
        }
    }

    /** The names that a framework has for its layers. */
    WeightNames names(Framework framework) {
        WeightNames names = WeightNames.of(framework);
        names = program == null ? names : names.program(program);
        for (String rename : renames) {
            int equals = rename.indexOf('=');
            if (equals < 0) {
                throw new ParameterException(command.commandLine(), "--rename was given '" + Echo.of(rename)
                        + "', which has no "
                        + "'='. Write the other framework's module, and our layer: --rename 'features.*=backbone/*'.");
            }
            names = names.rename(rename.substring(0, equals), rename.substring(equals + 1));
        }
        return names;
    }
}
