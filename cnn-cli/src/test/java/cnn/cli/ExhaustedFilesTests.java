package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Too little memory while figures are written or plots drawn is told as that, however deep libraries wrap it. */
class ExhaustedFilesTests {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(System.out, new PrintStream(bytes, true, StandardCharsets.UTF_8), 0);

    private static Runnable throwing(RuntimeException thrown) {
        return () -> {
            throw thrown;
        };
    }

    @Test
    void figuresThatMemoryDoesNotSufficeFor() {
        OutOfMemoryError memory = new OutOfMemoryError("Java heap space");
        Runnable figures = throwing(new IllegalStateException("no JSON", new IOException(memory)));
        assertThatThrownBy(() -> TrainCommand.written(figures, terminal)).isSameAs(memory);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void plotsThatMemoryDoesNotSufficeFor() {
        OutOfMemoryError memory = new OutOfMemoryError("Java heap space");
        Runnable written = throwing(new UncheckedIOException(new IOException("cannot encode", memory)));
        Runnable drawn = throwing(new IllegalStateException("font", new RuntimeException(memory)));
        assertThatThrownBy(() -> TrainCommand.plot(written, terminal)).isSameAs(memory);
        assertThatThrownBy(() -> TrainCommand.plot(drawn, terminal)).isSameAs(memory);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatElseFailsIsToldAndTheModelStays() {
        assertThat(TrainCommand.written(throwing(new UncheckedIOException("the disk is full", new IOException())),
                terminal)).isFalse();
        TrainCommand.plot(throwing(new UncheckedIOException("the disk is full", new IOException())), terminal);
        TrainCommand.plot(throwing(new IllegalStateException("no fontconfig")), terminal);
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly(
                "cnn: The model is written, but not all that is told of it: the disk is full",
                "cnn: The plots were not written: the disk is full",
                "cnn: The plots were not drawn (java.lang.IllegalStateException: no fontconfig). Install fontconfig "
                        + "and a font to get them.");
    }
}
