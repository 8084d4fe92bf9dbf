package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import cnn.api.Shape;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.train.EpochUnderWay.Counted;
import cnn.layers.Dense;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a checkpoint without a checksum says, the answer is a bounded message that names the file, and nothing changes. */
class HostileCheckpointTests {
    private static final Network NETWORK = Network.of(Shape.vector(2), Dense.of(2));
    private static final Pattern VALUE = Pattern.compile("(?<=:)(\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^\\]]*\\]|\\d+)");
    private static final List<String> VALUES = List.of("null", "true", "0", "-1", "1.5", "1e400", "9".repeat(30), "[]",
            "[0]", "[-1]", "[1.5]", "[9223372036854775807]", "[" + "1,".repeat(20) + "1]", "[" + "2,".repeat(70) + "2]",
            "[0,9223372036854775807]", "[8,0]", "[2147483647,2147483647]", "[".repeat(15) + "]".repeat(15),
            "[".repeat(5000) + "]".repeat(5000), "{}", "{\"a\":{}}", "\"\"", "\"x\"", "\"-1\"", "\"9\"", "\"1e9\"",
            "\"99999999999999999999\"", "\"null\"", "\"[]\"", "\"{}\"", "\"[{}]\"", "\"[[[[\"", "\"F64\"", "\"U8\"",
            "\"C64\"", "\"F4\"", "\"\\u001b[31m\"", "\"" + "x".repeat(1_000_000) + "\"",
            "\"[" + "1,".repeat(200_000) + "1]\"", "\"" + "[".repeat(100_000) + "\"");

    @TempDir Path folder;
    private Path file;
    private String header;
    private byte[] data;

    private static TrainingState state(long seed) {
        TrainingState state = new TrainingState(Weights.init(NETWORK, seed),
                new LinkedHashMap<>(Map.of("dense-1/bias#0", new float[2])), Setup.epoch(4));
        state.stepDone();
        state.finishEpoch(new EpochReport(1, 1, 0.1, new Scores(0.5, Map.of("accuracy", 0.9)), null, 1, 1, 0, true));
        return state;
    }

    @BeforeEach
    void writeOne() throws IOException {
        file = folder.resolve("checkpoint");
        TrainingState within = state(1);
        within.stepDone();
        within.running().restore(2, new Counted(1, 1, 1, 0.5, 9, 1, Map.of("accuracy", new double[] {1, 1})));
        within.running().progress().goOn();
        Checkpoint.write(within, Map.of(), file);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] json = new byte[(int) bytes.getLong()];
        bytes.get(json);
        data = new byte[bytes.remaining()];
        bytes.get(data);
        header = new String(json, StandardCharsets.UTF_8).replaceFirst("\"checksum\":\"crc32:[0-9a-f]*\",?", "")
                .replace(",}", "}");
    }

    private void write(String text) throws IOException {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        Files.write(file, ByteBuffer.allocate(Long.BYTES + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length).put(json).put(data).array());
    }

    private boolean serves(String text) throws IOException {
        write(text);
        TrainingState state = state(2);
        try {
            Checkpoint.restore(state, file, origin -> {
            });
            return true;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            assertThat(e.getMessage()).contains(file.toString()).hasSizeLessThan(5000).doesNotContain("\u001b");
        } catch (RuntimeException | StackOverflowError e) {
            fail(text.substring(0, Math.min(3000, text.length())), e);
        }
        assertThat(state.weights().tensors().get("dense-1/weights").data())
                .isEqualTo(state(2).weights().tensors().get("dense-1/weights").data());
        return false;
    }

    @Test
    void anyValueInAnyPlace() throws IOException {
        assertThat(serves(header)).as(header).isTrue();
        List<String> served = new ArrayList<>();
        List<MatchResult> places = VALUE.matcher(header).results().toList();
        assertThat(places).hasSizeGreaterThan(15);
        for (MatchResult place : places) {
            for (String value : VALUES) {
                if (serves(header.substring(0, place.start()) + value + header.substring(place.end()))) {
                    served.add(place.group() + " -> " + value.substring(0, Math.min(40, value.length())));
                }
            }
        }
        assertThat(served).as("nothing else is as good").isEmpty();
    }

    @Test
    void aTensorOfAnotherShapeIsNeverRead() throws IOException {
        write(header.replaceFirst("\\{\"dtype\":\"F32\",\"shape\":\\[2,2\\]", "{\"dtype\":\"F32\",\"shape\":[4,1]"));
        assertThatThrownBy(() -> Checkpoint.restore(state(2), file, origin -> {
        })).hasMessageStartingWith("'" + file + "' does not fit: tensor 'best/dense-1/").hasMessageEndingWith(
                "' is F32 (4, 1) where (2, 2) is needed. Leave out --resume to start anew.");
    }

    @Test
    void manyTensorsThatDoNotBelongAreCounted() throws IOException {
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            more.append(",\"x").append(10 + i).append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[")
                    .append(data.length).append(',').append(data.length).append("]}");
        }
        write(header.substring(0, header.lastIndexOf('}')) + more + "}");
        assertThatThrownBy(() -> Checkpoint.restore(state(2), file, origin -> {
        })).hasMessageStartingWith("'" + file + "' does not fit: the run has nothing that its tensors x10, x11, ")
                .hasMessageEndingWith(", x29 and 10 more belong to. Leave out --resume to start anew.");
    }
}
