package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultsTests {
    private static Results failing(String reason) {
        Results results = new Results(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        });
        PrintStream lines = results.lines(StandardCharsets.UTF_8);
        lines.println("x");
        assertThat(lines.checkError()).isTrue();
        return results;
    }

    @Test
    void whatIsLostIsTold() {
        assertThat(failing("No space left on device").loss()).hasValue(
                "cnn: The results cannot be written to standard output (No space left on device). Make room, or send "
                        + "them to another place.");
    }

    @Test
    void aReaderThatWentAwayMissesNothing() {
        assertThat(failing("Broken pipe").loss()).isEmpty();
    }

    @Test
    void linesArriveAtOnce() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Results results = new Results(bytes);
        results.lines(StandardCharsets.UTF_8).println("猫");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("猫\n");
        assertThat(results.loss()).isEmpty();
    }
}
