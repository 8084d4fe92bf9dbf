package cnn.bench.peers;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.bench.Trial;
import cnn.bench.networks.Workload;
import cnn.bench.networks.Workload.Task;
import cnn.core.network.Network;
import cnn.onnx.Onnx;
import cnn.zoo.ConvNext;
import cnn.zoo.DenseNet;
import cnn.zoo.EfficientNet;
import cnn.zoo.MobileNetV2;
import cnn.zoo.MobileNetV3;
import cnn.zoo.RepVgg;
import cnn.zoo.ResNet;
import cnn.zoo.ResNet18;
import cnn.zoo.ShuffleNetV2;
import cnn.zoo.SqueezeNet;
import cnn.zoo.Vgg;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Networks that both sides have from one and the same ONNX file, which our exporter writes with an open batch: here it is imported, and ONNX
 * Runtime loads it. A process has nothing but the file, so that its memory and its time to the first answer are those of a user.
 */
final class OnnxFiles {
    private static final Shape PHOTO = Shape.image(224, 224, 3);
    private static final int CLASSES = 1000;
    private static final long SEED = 42;
    /** By name, because the class of all libraries would load what theirs need. */
    private static final String OURS = "cnn";

    private OnnxFiles() {
    }

    /** The rows: five networks with one picture at a time and with eight, then more of the zoo with one. */
    static List<Workload> rows() {
        return Stream.concat(
                Stream.of(1, 8).flatMap(batch -> Stream.of(row("resnet18", batch, ResNet18.of()),
                        row("resnet50", batch, ResNet.of(50)), row("mobilenet-v2", batch, MobileNetV2.of()),
                        row("squeezenet", batch, SqueezeNet.of(SqueezeNet.Version.V1_1)),
                        row("efficientnet-b0", batch, EfficientNet.of()))),
                Stream.of(row("vgg11", 1, Vgg.of(11)), row("repvgg-a0", 1, RepVgg.of()),
                        row("densenet121", 1, DenseNet.of(121)),
                        row("mobilenet-v3-large", 1, MobileNetV3.of(MobileNetV3.Variant.LARGE)),
                        row("shufflenet-v2", 1, ShuffleNetV2.of()), row("convnext-tiny", 1, ConvNext.of())))
                .toList();
    }

    private static Workload row(String name, int batch, Block block) {
        return new Workload("onnx-" + name + "-b" + batch, Task.INFER, batch, () -> Network.of(PHOTO, block));
    }

    static List<Match.Result> play(Match match, Workload row) throws IOException, InterruptedException {
        Path file = Files.createTempFile("cnn-bench-", ".onnx");
        try {
            Trial trial = new Trial(row);
            Onnx.export(trial.network(), trial.weights()).write(file);
            return match.play(row, List.of(Library.CNN, Library.ONNX_RUNTIME),
                    (library, folder) -> new Seat(library, match.threads(), folder, OnnxFiles.class, library.id(),
                            file.toString(), Integer.toString(row.batch()), Integer.toString(match.threads()),
                            Seat.scores(library, folder).toString()));
        } finally {
            Files.delete(file);
        }
    }

    /** A library's process. Arguments: library, file, batch, threads, file for the scores. */
    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // what libraries print is no answer
        Path file = Path.of(args[1]);
        int batch = Integer.parseInt(args[2]);
        int threads = Integer.parseInt(args[3]);
        float[] images = new float[batch * PHOTO.size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = 2 * Rng.uniform(SEED, i) - 1;
        }
        try (Contender contender = args[0].equals(OURS)
                ? new Imported(file, images, batch, threads)
                : new OnnxRuntime(Files.readAllBytes(file), images, PHOTO, Shape.vector(CLASSES), threads)) {
            new Player(answers, contender).play(Task.INFER, Path.of(args[4]));
        }
    }
}
