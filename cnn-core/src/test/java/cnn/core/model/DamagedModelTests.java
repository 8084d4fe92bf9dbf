package cnn.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import cnn.api.Shape;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.core.safetensors.SafetensorsException;
import cnn.core.safetensors.SafetensorsFile;
import cnn.core.safetensors.SafetensorsWriter;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class DamagedModelTests {
    private static final Registry REGISTRY = Registry.load();

    @TempDir Path folder;
    private Path file;
    private byte[] valid;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("model.safetensors");
        model(3, "ü").save(file);
        valid = Files.readAllBytes(file);
    }

    private static Model model(long seed, String label) {
        Shape input = Shape.image(2, 2, 1);
        Network network = Network.of(input, new Flatten(), Dense.of(2), Dense.of(2));
        return new Model(network, Weights.init(network, seed), Preprocessing.none(input), List.of("a", label),
                SoftmaxCrossEntropy.of(), Provenance.unknown());
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        assertThat(Model.load(file, REGISTRY).classes()).containsExactly("a", "ü");
        for (int bit = 0; bit < valid.length * 8; bit++) {
            byte[] damaged = valid.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            refuses(damaged, "bit " + bit);
        }
    }

    @Test
    void everyCutAndEveryAppendedByteIsFound() throws IOException {
        for (int length = 0; length < valid.length; length++) {
            refuses(Arrays.copyOf(valid, length), "cut to " + length);
        }
        refuses(Arrays.copyOf(valid, valid.length + 1), "a zero byte more");
        ByteBuffer twice = ByteBuffer.allocate(2 * valid.length).put(valid).put(valid);
        refuses(twice.array(), "twice");
    }

    @Test
    void theNumbersOfAnotherModelAreFound() throws IOException {
        Path other = folder.resolve("other");
        model(4, "ü").save(other);
        byte[] numbers = Files.readAllBytes(other);
        byte[] spliced = valid.clone();
        int data = data(valid);
        System.arraycopy(numbers, data, spliced, data, valid.length - data);
        refuses(spliced, "spliced");
        assertThatThrownBy(() -> Model.load(file, REGISTRY)).isInstanceOf(SafetensorsException.class)
                .hasMessageMatching("'" + file
                        + "' is damaged: its checksum should be 'crc32:[0-9a-f]{8}' but its bytes "
                        + "give 'crc32:[0-9a-f]{8}', so at least one bit is not what was written. Take another copy of "
                        + "the file or write it again. If another program changed it on purpose, let that program leave "
                        + "out the metadata's key 'checksum'.");
    }

    @Test
    void swappedTensorsOfOneShapeAreFound() throws IOException {
        String text = new String(valid, StandardCharsets.ISO_8859_1);
        String swapped = text.replace("\"dense-1/bias\"", "\"dense-X/bias\"").replace("\"dense-2/bias\"",
                "\"dense-1/bias\"").replace("\"dense-X/bias\"", "\"dense-2/bias\"");
        assertThat(swapped).isNotEqualTo(text);
        refuses(swapped.getBytes(StandardCharsets.ISO_8859_1), "swapped");
    }

    @Test
    void aModelWithoutAChecksumStillLoads() throws IOException {
        rewrite(Map.of());
        try (SafetensorsFile plain = SafetensorsFile.open(file)) {
            assertThat(plain.metadata()).doesNotContainKey("checksum");
        }
        assertThat(Model.load(file, REGISTRY).weights().tensors().get("dense-1/weights").data())
                .isEqualTo(model(3, "ü").weights().tensors().get("dense-1/weights").data());
    }

    /** Writes the model anew without a checksum, as other programs do, with some of its metadata replaced. */
    private void rewrite(Map<String, String> changes) throws IOException {
        Files.write(file, valid);
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            Map<String, String> metadata = new LinkedHashMap<>(read.metadata());
            metadata.remove("checksum");
            metadata.putAll(changes);
            writer.metadata(metadata);
            read.tensors().keySet().forEach(name -> writer.add(name, read.tensor(name)));
        }
        writer.write(file);
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        Path again = folder.resolve("again");
        Model.load(file, REGISTRY).save(again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void everyNumberOfTheHeaderMayBeWrong() throws IOException {
        rewrite(Map.of());
        byte[] plain = Files.readAllBytes(file);
        int data = data(plain);
        String header = new String(plain, 8, data - 8, StandardCharsets.UTF_8);
        for (MatchResult number : Pattern.compile("(?<![\\w.-])\\d+(?![\\w.])").matcher(header).results().toList()) {
            for (String wrong : List.of("0", "-1", "7", "2147483648", "9223372036854775807", "9223372036854775808",
                    "1000000000", "1e9", "null", "[]")) {
                String changed = header.substring(0, number.start()) + wrong + header.substring(number.end());
                byte[] json = changed.getBytes(StandardCharsets.UTF_8);
                byte[] damaged = ByteBuffer.allocate(8 + json.length + plain.length - data)
                        .order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json)
                        .put(plain, data, plain.length - data).array();
                loadsOrRefuses(damaged,
                        header.substring(Math.max(0, number.start() - 30), number.end()) + " → " + wrong);
            }
        }
    }

    @Test
    void anEmptyAxisBesideAHugeOneIsNamed() throws IOException {
        try (var in = Objects.requireNonNull(
                DamagedModelTests.class.getResourceAsStream("/models/model-empty-huge-axis.safetensors"))) {
            Files.write(file, in.readAllBytes());
        }
        assertThatThrownBy(() -> Model.load(file, REGISTRY)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + file + "' does not hold together: no layer of its network has a parameter for tensor "
                        + "'zz' F32 (0, 4294967296). Remove the tensor, or write the file again by training.");
        String header = "{\"zz\":{\"dtype\":\"F32\",\"shape\":[0,4294967296],\"data_offsets\":[0,0]}}";
        byte[] bytes = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII)).array();
        assertThatThrownBy(() -> SafetensorsFile.of("f", bytes).tensor("zz")).isInstanceOf(SafetensorsException.class)
                .hasMessage("Tensor 'zz' F32 (0, 4294967296) cannot be used: no axis may be empty, and all numbers "
                        + "together may be at most 2147483647. Leave it out of the file, or write it with another shape.");
        assertThat(SafetensorsFile.of("f", bytes).floats("zz")).isEmpty();
    }

    @Test
    void aNetworkThatDoesNotFitItselfIsToldWithTheFile() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            Map<String, String> metadata = new LinkedHashMap<>(read.metadata());
            metadata.remove("checksum");
            metadata.computeIfPresent("network", (key, json) -> json.replace("\"flatten\"", "\"dense\""));
            metadata.computeIfPresent("network", (key, json) -> json.replaceFirst("\"dense\" *: *(null|\\{ *\\})",
                    "\"dense\":{\"units\":2}"));
            writer.metadata(metadata);
            read.tensors().keySet().forEach(name -> writer.add(name, read.tensor(name)));
        }
        writer.write(file);
        assertThatThrownBy(() -> Model.load(file, REGISTRY)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + file + "' does not hold together: ").hasMessageContaining("(2, 2, 1)")
                .hasMessageEndingWith("write it again by training.");
    }

    @Test
    void aTensorOfAnotherShapeIsNamed() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            Map<String, String> metadata = new LinkedHashMap<>(read.metadata());
            metadata.remove("checksum");
            writer.metadata(metadata);
            read.tensors().keySet().forEach(name -> writer.add(name, name.equals("dense-1/weights")
                    ? Shape.of(2, 4)
                    : read.info(name).shape(), read.floats(name)));
        }
        writer.write(file);
        assertThatThrownBy(() -> Model.load(file, REGISTRY)).hasMessage("'" + file + "' does not hold together: tensor "
                + "'dense-1/weights' is F32 (2, 4) but the network needs (4, 2). Write the file again by training.");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeIsRefusedAtOnce() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        for (Path special : List.of(pipe, Path.of("/dev/zero"))) {
            assertThatThrownBy(() -> Model.load(special, REGISTRY)).isInstanceOf(UncheckedIOException.class)
                    .hasMessage(
                            "Cannot read '" + special + "': it is a pipe, a socket or a device. Write what it gives "
                                    + "into a file first, and name that.");
        }
    }

    /** Where the numbers start. */
    private static int data(byte[] bytes) {
        return 8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private void refuses(byte[] damaged, String what) throws IOException {
        Files.write(file, damaged);
        try {
            Model.load(file, REGISTRY);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).as(what).contains(file.toString());
            return;
        } catch (RuntimeException e) {
            fail(what, e);
        }
        fail(what + " was not found");
    }

    private void loadsOrRefuses(byte[] damaged, String what) throws IOException {
        Files.write(file, damaged);
        try {
            Model.load(file, REGISTRY);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
        } catch (RuntimeException e) {
            fail(what, e);
        }
    }
}
