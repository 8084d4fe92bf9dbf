package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReadingBarTests {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now;

    private ReadingBar bar(int width) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new ReadingBar(new Terminal(stream, stream, width), () -> now);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsRedirectedOutputEveryTenSeconds() {
        ReadingBar bar = bar(0);
        for (int read = 1; read <= 2_000; read++) {
            bar.read(read, 2_000);
            now += 11_000_000;
        }
        assertThat(said().lines()).containsExactly("reading   911 of 2,000 images  45 %  0:12 left",
                "reading   1,821 of 2,000 images  91 %  0:02 left");
    }

    @Test
    void overwritesOneLineOnATerminal() {
        ReadingBar bar = bar(80);
        bar.read(1, 4);
        assertThat(said()).isEmpty();
        now = 1_000_000_000;
        bar.read(2, 4);
        assertThat(said()).startsWith("\r\u001b[J\u001b[?7lreading   ━").contains("2 of 4 images  50 %  0:01 left")
                .doesNotContain("\n");
        bar.read(4, 4);
        assertThat(said()).endsWith("\r\u001b[J");
    }

    @Test
    void aNarrowTerminalHasTheWordsAndNoBar() {
        ReadingBar bar = bar(40);
        bar.read(1, 4);
        now = 1_000_000_000;
        bar.read(2, 4);
        assertThat(said()).isEqualTo("\r\u001b[J\u001b[?7lreading     2 of 4 images  50 %  0:01 …\u001b[J\u001b[?7h\r");
    }
}
