package cnn.cli;

import cnn.api.data.Resize;
import cnn.core.image.ByteImage;
import cnn.onnx.OnnxModel;
import cnn.vision.FittedPicture;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What happens to a picture before a network that finds things sees it, where the file does not say. */
final class PictureOptions {
    /** What YOLO was trained with. */
    private static final int YOLO_BARS = 114;

    @Spec(Spec.Target.MIXEE) private CommandSpec command;

    @Option(names = "--resize", paramLabel = "WAY") private @Nullable Resize resize;

    @Option(names = "--bars", paramLabel = "GREY") private @Nullable Integer bars;

    @Option(names = "--mean", paramLabel = "X", split = ",") private @Nullable List<Double> mean;

    @Option(names = "--deviation", paramLabel = "X", split = ",") private @Nullable List<Double> deviation;

    @Option(names = "--channels-last") private boolean channelsLast;

    /** Refuses what cannot be, before any file is read. */
    void check() {
        if (bars != null && (bars < 0 || bars > 255)) {
            throw new ParameterException(command.commandLine(),
                    "--bars is a grey from 0 to 255 but was given " + bars + ". Give for example 114.");
        }
        if (bars != null && resize != null && resize != Resize.PAD) {
            throw new ParameterException(command.commandLine(),
                    "--bars is the grey beside a padded picture, but --resize says '"
                            + resize.name().toLowerCase(Locale.ROOT)
                            + "'. Leave one of them out, or give --resize pad.");
        }
    }

    /** Refuses what is for ONNX files alone. */
    void checkModel() {
        if (mean != null || deviation != null || channelsLast) {
            throw new ParameterException(command.commandLine(),
                    "--mean, --deviation and --channels-last are for ONNX files: a model of ours knows all that itself. "
                            + "Leave them out.");
        }
    }

    /** Whether the graph's maps have their classes behind, as TensorFlow has them. */
    boolean channelsLast() {
        return channelsLast;
    }

    /** What the command says goes before what the file says. */
    OnnxModel normalizing(OnnxModel onnx) {
        return mean == null && deviation == null
                ? onnx
                : onnx.normalize(mean == null ? List.of(0.0) : mean, deviation == null ? List.of(1.0) : deviation);
    }

    /** The picture as the network is to see it: padded with grey for a YOLO of which nothing else is known. */
    FittedPicture fitted(ByteImage picture, DetectionNetwork network, Layout layout) {
        boolean letterbox = layout.isYolo() && !network.knowsResize();
        Resize way = resize != null
                ? resize
                : bars != null || letterbox
                        ? Resize.PAD
                        : network.preprocessing().resize();
        FittedPicture fitted = FittedPicture.of(picture, network.preprocessing().shape(), way);
        int grey = bars != null ? bars : layout.isYolo() ? YOLO_BARS : 0;
        return way == Resize.PAD && grey > 0 ? fitted.bars(grey) : fitted;
    }
}
