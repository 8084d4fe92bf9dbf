package cnn.core.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import cnn.api.Shape;
import cnn.core.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTests {
    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> agreesWithTheFormatsOwnVectors() throws IOException {
        Path vectors = SharedData.path("safetensors/vectors");
        JsonNode manifest = new ObjectMapper().readTree(vectors.resolve("manifest.json").toFile());
        return manifest.valueStream().map(vector -> {
            Path file = vectors.resolve(vector.get("file").asText());
            return DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                if (vector.get("expect").asText().startsWith("accept")) {
                    readAll(SafetensorsFile.open(file));
                } else {
                    assertThatThrownBy(() -> SafetensorsFile.open(file)).isInstanceOf(SafetensorsException.class)
                            .hasMessageContaining(file.toString());
                }
            });
        });
    }

    @Test
    void writesTheBytesOfTheReferenceWriter() throws IOException {
        Path expected = SharedData.path("safetensors/vectors/rs_serialization_out_1.safetensors");
        Path file = folder.resolve("model.safetensors");
        try (SafetensorsFile reference = SafetensorsFile.open(expected)) {
            SafetensorsWriter writer = new SafetensorsWriter().metadata(reference.metadata());
            reference.tensors().keySet().forEach(name -> writer.add(name, reference.tensor(name)));
            writer.write(file);
        }
        assertThat(file).hasSameBinaryContentAs(expected);
    }

    @Test
    void readsWhatPyTorchWrote() {
        Path file = SharedData.path("safetensors/multi_layer/multi_layer.safetensors");
        try (SafetensorsFile model = SafetensorsFile.open(file)) {
            assertThat(model.info("conv1.weight").dims()).containsExactly(4L, 3L, 3L, 3L);
            assertThat(model.tensor("fc1.weight").shape()).isEqualTo(Shape.of(16, 256));
        }
    }

    @Test
    void returnsWhatWasWritten() {
        Path file = folder.resolve("model.safetensors");
        float[] floats = {0, -0f, 1.5f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE};
        new SafetensorsWriter().metadata("labels", "[\"Kreis ○\"]").add("b/weights", Shape.of(2, 3), floats)
                .add("step", Shape.of(1), new long[] {Long.MIN_VALUE}).write(file);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).containsExactly(Map.entry("labels", "[\"Kreis ○\"]"));
            assertThat(read.tensors().keySet()).containsExactly("step", "b/weights");
            assertThat(read.info("b/weights").hasShape(Shape.of(2, 3))).isTrue();
            assertThat(read.info("b/weights").hasShape(Shape.of(3, 2))).isFalse();
            assertThat(bits(read.floats("b/weights"))).isEqualTo(bits(floats));
            assertThat(read.longs("step")).containsExactly(Long.MIN_VALUE);
        }
    }

    @Test
    void writesTheSameBytesInWhateverOrderTheContentCame() throws IOException {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        new SafetensorsWriter().metadata("x", "1").metadata("a", "2").add("p", Shape.of(1), new float[1])
                .add("n", Shape.of(1), new long[1]).add("c", Shape.of(3), new float[3]).write(one);
        new SafetensorsWriter().add("c", Shape.of(3), new float[3]).add("n", Shape.of(1), new long[1])
                .metadata("a", "2").add("p", Shape.of(1), new float[1]).metadata("x", "1").write(other);
        assertThat(one).hasSameBinaryContentAs(other);
        assertThat(ByteBuffer.wrap(Files.readAllBytes(one)).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
    }

    @Test
    void readsTensorsLargerThanItsBuffer() {
        Path file = folder.resolve("large");
        float[] floats = new float[600_001];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = i;
        }
        new SafetensorsWriter().add("a", Shape.of(1), new float[] {7}).add("x", Shape.of(600_001), floats).write(file);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.floats("x")).isEqualTo(floats);
        }
    }

    @Test
    void convertsEveryCommonFormatToFloats() {
        assertThat(floats("F64", 1, buffer -> buffer.putDouble(1 / 3.0))).containsExactly((float) (1 / 3.0));
        assertThat(floats("F16", 2, buffer -> buffer.putShort((short) 0x3C00).putShort((short) 0x8001)))
                .containsExactly(1, -0x1p-24f);
        assertThat(floats("BF16", 1, buffer -> buffer.putShort((short) 0xC040))).containsExactly(-3);
        assertThat(floats("I64", 1, buffer -> buffer.putLong(-5))).containsExactly(-5);
        assertThat(floats("U64", 2, buffer -> buffer.putLong(-1).putLong(3))).containsExactly(0x1p64f, 3);
        assertThat(floats("I32", 1, buffer -> buffer.putInt(-6))).containsExactly(-6);
        assertThat(floats("U32", 1, buffer -> buffer.putInt(-1))).containsExactly(0x1p32f);
        assertThat(floats("I16", 1, buffer -> buffer.putShort((short) -7))).containsExactly(-7);
        assertThat(floats("U16", 1, buffer -> buffer.putShort((short) -1))).containsExactly(65535);
        assertThat(floats("I8", 1, buffer -> buffer.put((byte) -8))).containsExactly(-8);
        assertThat(floats("U8", 1, buffer -> buffer.put((byte) -1))).containsExactly(255);
        assertThat(floats("BOOL", 2, buffer -> buffer.put((byte) 0).put((byte) 1))).containsExactly(0, 1);
        assertThatThrownBy(() -> floats("F8_E4M3", 1, buffer -> buffer.put((byte) 0)))
                .isInstanceOf(SafetensorsException.class)
                .hasMessage(
                        "Tensor 'x' F8_E4M3 (1) in 'test' cannot be converted to floats. Save it as F32, F16 or BF16.");
    }

    @Test
    void saysWhatIsWrongWithAHeader() {
        assertRejected("{}x", 0, "'test' is no valid safetensors file: its header is not correct JSON");
        assertRejected("[]", 0, "the header should be an object in braces");
        assertRejected("{} {}", 0, "something follows the header's closing brace");
        assertRejected("{\"__metadata__\":{\"a\":1}}", 0, "__metadata__ 'a' should be text");
        assertRejected("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0, "Duplicate field 'a'");
        assertRejected("{" + entry("x", "F32", "[1]", 0, 4) + "," + entry("x", "F32", "[1]", 4, 8) + "}", 8,
                "Duplicate field 'x'");
        assertRejected("{" + entry("x", "F31", "[1]", 0, 4) + "}", 4, "tensor 'x' has the unknown dtype 'F31'");
        assertRejected("{" + entry("x", "F32", "[-1]", 0, 4) + "}", 4, "tensor 'x' has -1 in its shape");
        assertRejected("{" + entry("x", "F32", "[1.0]", 0, 4) + "}", 4, "tensor 'x' shape should be a list of whole");
        assertRejected("{" + entry("x", "F32", "[99999999999999999999]", 0, 4) + "}", 4, "99999999999999999999 in its");
        assertRejected("{" + entry("x", "F32", "[2]", 0, 4) + "}", 4, "tensor 'x' F32 (2) needs 8 bytes but has 4");
        assertRejected("{" + entry("x", "F4", "[3]", 0, 2) + "}", 2,
                "needs more bytes than a file can have, or no whole");
        assertRejected("{" + entry("x", "F32", "[4611686018427387904,4]", 0, 0) + "}", 0,
                "needs more bytes than a file");
        assertRejected("{" + entry("x", "F32", "[1]", 4, 8) + "}", 8, "lies at bytes 4 to 8 but should start at 0");
        assertRejected("{" + entry("x", "F32", "[1]", 0, 4) + "," + entry("y", "F32", "[1]", 0, 4) + "}", 4,
                "tensor 'y' lies at bytes 0 to 4 but should start at 4, for tensors may neither overlap nor leave gaps");
        assertRejected("{" + entry("x", "F32", "[1]", 0, 4) + "}", 5,
                "its tensors take 4 bytes but 5 follow the header");
        assertRejected("{\"x\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "needs a dtype, a shape and two data_offsets");
        assertRejected("{\"x\":" + "[".repeat(5000), 0, "tensor 'x' should be an object in braces");
        assertRejected("{\"x\":{\"y\":" + "[".repeat(5000), 0, "is not correct JSON");
    }

    @Test
    void namesTheTensorsThatExist() {
        SafetensorsFile file = SafetensorsFile.of("test", file("{" + entry("x", "F32", "[1]", 0, 4) + "}", 4));
        assertThatThrownBy(() -> file.floats("y")).isInstanceOf(SafetensorsException.class)
                .hasMessage("'test' has no tensor 'y'. It has x.");
        assertThatThrownBy(() -> file.longs("x"))
                .hasMessage("Tensor 'x' F32 (1) in 'test' cannot be read as whole numbers. Save it as I64 or I32.");
    }

    @Test
    void saysThatAFileIsMissingOrAFolder() {
        assertThatThrownBy(() -> SafetensorsFile.open(Path.of("no/such.file"))).isInstanceOf(UncheckedIOException.class)
                .hasMessage("The file 'no/such.file' does not exist. Check the path.");
        assertThatThrownBy(() -> SafetensorsFile.open(folder)).isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot read '" + folder + "': it is a folder. Give a file.");
    }

    @Test
    void goesOnReadingTheFileThatItOpened() {
        Path file = folder.resolve("model");
        new SafetensorsWriter().add("x", Shape.of(1), new float[] {1}).write(file);
        try (SafetensorsFile old = SafetensorsFile.open(file)) {
            new SafetensorsWriter().add("x", Shape.of(1), new float[] {2}).write(file);
            assertThat(old.floats("x")).containsExactly(1);
        }
    }

    @Test
    void damageIsEitherFoundOrHarmless() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path file = folder.resolve("valid");
        new SafetensorsWriter().metadata("network", "{\"layers\":[1,2]}").add("a", Shape.of(2, 2), new float[4])
                .add("b", Shape.of(3), new long[3]).add("c", Shape.of(1), new float[1]).write(file);
        byte[] valid = bytes(file);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = random.nextInt(4) == 0
                    ? Arrays.copyOf(valid, random.nextInt(valid.length))
                    : valid.clone();
            for (int flips = damaged.length == 0 ? 0 : random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                readAll(SafetensorsFile.of("damaged", damaged));
            } catch (SafetensorsException e) {
                assertThat(e).hasMessageStartingWith("'damaged' is no valid safetensors file: ");
            } catch (Throwable e) {
                fail("seed " + seed + ", round " + round, e);
            }
        }
        for (int length = 0; length < valid.length; length++) {
            byte[] cut = Arrays.copyOf(valid, length);
            assertThatThrownBy(() -> SafetensorsFile.of("cut", cut)).isInstanceOf(SafetensorsException.class);
        }
    }

    @Test
    void refusesTwoTensorsOfOneName() {
        SafetensorsWriter writer = new SafetensorsWriter().add("x", Shape.of(1), new float[1]);
        assertThatThrownBy(() -> writer.add("x", Shape.of(1), new float[1]))
                .hasMessage("A safetensors file cannot have "
                        + "a second tensor 'x'. Give every tensor a name of its own other than __metadata__.");
        assertThatThrownBy(() -> writer.add("y", Shape.of(2), new float[1]))
                .hasMessage("Tensor 'y' of shape (2) needs 2 numbers but was given 1.");
    }

    /** Reads every byte through the public methods. */
    private static void readAll(SafetensorsFile file) {
        try (file) {
            for (TensorInfo info : file.tensors().values()) {
                assertThat(file.bytes(info.name())).hasSize(Math.toIntExact(info.end() - info.begin()));
                switch (info.type()) {
                    case F4, F6_E2M3, F6_E3M2, F8_E5M2, F8_E4M3, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, C64 -> {
                    }
                    default -> assertThat(file.floats(info.name())).hasSize((int) info.size());
                }
            }
        }
    }

    private static void assertRejected(String header, int dataBytes, String message) {
        assertThatThrownBy(() -> SafetensorsFile.of("test", file(header, dataBytes)))
                .isInstanceOf(SafetensorsException.class).hasMessageContaining(message)
                .hasMessageEndingWith("of another format.");
    }

    private interface Fill {
        void into(ByteBuffer buffer);
    }

    private static float[] floats(String type, int count, Fill fill) {
        int bytes = DType.valueOf(type).bits() / 8 * count;
        byte[] file = file("{" + entry("x", type, "[" + count + "]", 0, bytes) + "}", bytes);
        fill.into(ByteBuffer.wrap(file, file.length - bytes, bytes).order(ByteOrder.LITTLE_ENDIAN));
        return SafetensorsFile.of("test", file).floats("x");
    }

    private static String entry(String name, String type, String shape, long begin, long end) {
        return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
                + end + "]}";
    }

    private static byte[] file(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length)
                .put(json).array();
    }

    private static int[] bits(float[] floats) {
        int[] bits = new int[floats.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(floats[i]));
        return bits;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
