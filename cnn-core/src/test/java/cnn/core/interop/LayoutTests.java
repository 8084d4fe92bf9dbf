package cnn.core.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.core.safetensors.SafetensorsFile;
import cnn.core.safetensors.SafetensorsWriter;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Concat;
import cnn.layers.Conv1d;
import cnn.layers.Conv2d;
import cnn.layers.Conv3d;
import cnn.layers.ConvTranspose2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.Size;
import cnn.layers.Size3d;
import cnn.layers.activation.Relu;
import cnn.layers.shape.Reshape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks with another framework's weights compute what its documentation says. */
class LayoutTests {
    private static final Registry REGISTRY = Registry.load();
    /** Sums of at most 100 products of numbers below 1. */
    private static final float TOLERANCE = 2e-5f;

    private final Random random = new Random(5);
    private final Map<String, float[]> numbers = new TreeMap<>();
    private final SafetensorsWriter writer = new SafetensorsWriter();
    @TempDir private Path folder;

    private float[] floats(int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = random.nextFloat(-1, 1);
        }
        return floats;
    }

    private float[] tensor(String name, int... dims) {
        float[] values = floats(Shape.of(dims).size());
        numbers.put(name, values);
        writer.add(name, Shape.of(dims), values);
        return values;
    }

    private Path file() {
        Path file = folder.resolve("weights.safetensors");
        writer.write(file);
        return file;
    }

    private static float[] output(Network network, Weights weights, float[] input) {
        try (Workers workers = new Workers(1)) {
            Session session = Session.forPrediction(network, weights, new Engine(REGISTRY.kernels("scalar"), workers),
                    1);
            System.arraycopy(input, 0, session.input(), 0, input.length);
            session.forward(1, false, 0);
            return Arrays.copyOf(session.output(), network.output().size());
        }
    }

    private static float[] narrow(double[] wide) {
        float[] floats = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            floats[i] = (float) wide[i];
        }
        return floats;
    }

    /** Reads the file into the layer, computes, and writes the weights back to the very bytes. */
    private void computes(Layer layer, Shape input, float[] channelsFirst, double[] expected) {
        Network network = named(input, layer);
        LoadedWeights loaded = StateDict.read(file()).into(network);
        assertThat(output(network, loaded.weights(), ChannelsFirst.channelsLast(channelsFirst, input)))
                .containsExactly(ChannelsFirst.channelsLast(narrow(expected), network.output()), within());
        Path back = folder.resolve("back.safetensors");
        StateDict.write(back, network, loaded.weights(), WeightNames.pytorch());
        try (SafetensorsFile written = SafetensorsFile.open(back);
                SafetensorsFile read = SafetensorsFile.open(file())) {
            assertThat(written.tensors()).isEqualTo(read.tensors());
            numbers.forEach((name, values) -> assertThat(written.floats(name)).isEqualTo(values));
        }
    }

    private static Offset<Float> within() {
        return Offset.offset(TOLERANCE);
    }

    private static Network named(Shape input, Layer layer) {
        Network.Builder builder = Network.builder(input);
        builder.add("m", layer);
        return builder.build();
    }

    private void convolution(Layer layer, Shape input, int[] volume, int[] kernel, int[] dims, int groups) {
        float[] in = floats(input.size());
        float[] weights = tensor("m.weight", dims);
        float[] bias = tensor("m.bias", dims[0]);
        computes(layer, input, in, ChannelsFirst.convolution(in, volume, weights, kernel, bias, groups));
    }

    @Test
    void convolutionsOfImages() {
        convolution(Conv2d.of(5, new Size(3, 2)), Shape.image(6, 7, 4), new int[] {4, 1, 6, 7},
                new int[] {5, 4, 1, 3, 2},
                new int[] {5, 4, 3, 2}, 1);
    }

    @Test
    void groupedConvolutions() {
        convolution(Conv2d.of(6, 3).groups(2), Shape.image(5, 5, 4), new int[] {4, 1, 5, 5}, new int[] {6, 2, 1, 3, 3},
                new int[] {6, 2, 3, 3}, 2);
    }

    @Test
    void depthwiseConvolutionsWithSeveralFiltersEach() {
        convolution(Conv2d.of(6, 3).groups(3), Shape.image(5, 4, 3), new int[] {3, 1, 5, 4}, new int[] {6, 1, 1, 3, 3},
                new int[] {6, 1, 3, 3}, 3);
    }

    @Test
    void convolutionsOfSignals() {
        convolution(Conv1d.of(4, 3), Shape.of(9, 3), new int[] {3, 1, 1, 9}, new int[] {4, 3, 1, 1, 3},
                new int[] {4, 3, 3}, 1);
    }

    @Test
    void convolutionsOfVolumes() {
        convolution(Conv3d.of(4, new Size3d(2, 3, 2)), Shape.of(3, 4, 5, 2), new int[] {2, 3, 4, 5},
                new int[] {4, 2, 2, 3, 2}, new int[] {4, 2, 2, 3, 2}, 1);
    }

    @Test
    void transposedConvolutions() {
        Shape input = Shape.image(3, 4, 4);
        float[] in = floats(input.size());
        float[] weights = tensor("m.weight", 4, 3, 3, 2);
        float[] bias = tensor("m.bias", 6);
        computes(ConvTranspose2d.of(6, new Size(3, 2)).stride(2).groups(2), input, in,
                ChannelsFirst.transposed(in, new int[] {4, 3, 4}, weights, new int[] {4, 3, 3, 2}, bias, 2, 2));
    }

    /** Its numbers come channel by channel there, also where a normalisation of single numbers stands between. */
    @Test
    void denseLayersBehindAFlattenedImage() {
        Shape input = Shape.image(3, 2, 4);
        float[] in = floats(24);
        float[] scale = tensor("norm.weight", 24);
        float[] shift = tensor("norm.bias", 24);
        float[] mean = tensor("norm.running_mean", 24);
        writer.add("norm.running_var", Shape.vector(24), new float[24]);
        float[] weights = tensor("fc.weight", 5, 24);
        float[] bias = tensor("fc.bias", 5);
        float[] second = tensor("last.weight", 3, 5);
        float[] secondBias = tensor("last.bias", 3);
        double[] normal = new double[24];
        Network.Builder builder = Network.builder(input);
        builder.add("flatten", new Flatten());
        builder.add("norm", BatchNorm.of());
        builder.add("fc", Dense.of(5));
        builder.add("last", Dense.of(3));
        Network network = builder.build();
        LoadedWeights loaded = StateDict.read(file()).epsilon(0.5).into(network);
        float half = (float) Math.sqrt(0.5);
        for (int i = 0; i < 24; i++) { // a variance of 0, to which the epsilon is added
            normal[i] = (in[i] - mean[i]) / half * scale[i] + shift[i];
        }
        float[] expected = narrow(
                ChannelsFirst.linear(ChannelsFirst.linear(normal, weights, bias), second, secondBias));
        assertThat(output(loaded.network(), loaded.weights(), ChannelsFirst.channelsLast(in, input)))
                .containsExactly(expected, Offset.offset(3e-4f)); // 24 · 5 products of up to 3
    }

    /** Two flattened images side by side keep each its own order. */
    @Test
    void denseLayersBehindFlattenedImagesSideBySide() {
        Shape input = Shape.image(2, 2, 3);
        float[] in = floats(12);
        float[] weights = tensor("fc.weight", 2, 24);
        float[] bias = tensor("fc.bias", 2);
        Network.Builder builder = Network.builder(input);
        var one = builder.add("one", new Flatten());
        var relu = builder.add("relu", new Relu(), one);
        builder.add("both", new Concat(), one, relu);
        builder.add("fc", Dense.of(2));
        Network network = builder.build();
        double[] both = new double[24];
        for (int i = 0; i < 12; i++) {
            both[i] = in[i];
            both[12 + i] = Math.max(0, in[i]);
        }
        assertThat(
                output(network, StateDict.read(file()).into(network).weights(), ChannelsFirst.channelsLast(in, input)))
                .containsExactly(narrow(ChannelsFirst.linear(both, weights, bias)), within());
    }

    private List<String> notes(Network network) {
        StateDict.write(folder.resolve("own.safetensors"), network, Weights.init(network, 1), WeightNames.pytorch());
        return StateDict.read(folder.resolve("own.safetensors")).into(network).notes();
    }

    @Test
    void saysWhereNumbersComeInAnotherOrder() {
        Network.Builder reshaped = Network.builder(Shape.image(2, 2, 4));
        reshaped.add("conv", Conv2d.of(4, 1));
        reshaped.add("shape", Reshape.of(2, 4, 2));
        assertThat(notes(reshaped.build()))
                .contains("Layer 'shape' makes (2, 4, 2) of (2, 2, 4), whose numbers come pixel by "
                        + "pixel here and channel by channel where the weights are from: what is behind it may need other weights. "
                        + "Compare an answer.");
        Network.Builder open = Network.builder(Shape.image(2, 2, 4));
        open.add("conv", Conv2d.of(4, 1));
        open.add("flat", new Flatten());
        assertThat(notes(open.build()))
                .contains("The network's output are the numbers of an image, which come pixel by pixel here "
                        + "and channel by channel where the weights are from.");
        Network.Builder mixed = Network.builder(Shape.image(2, 2, 4));
        var flat = mixed.add("flat", new Flatten());
        var dense = mixed.add("dense", Dense.of(16));
        mixed.add("add", new Add(), flat, dense);
        mixed.add("last", Dense.of(2));
        assertThat(notes(mixed.build()))
                .contains("Layer 'add' takes the numbers of an image that was flattened, pixel by pixel here "
                        + "and channel by channel where the weights are from: what is behind it may need other weights. Compare an "
                        + "answer.");
    }
}
