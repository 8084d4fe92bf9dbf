package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.cli.fetch.KnownFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FetchBarTests {
    private static final KnownFile FILE = new KnownFile("set.bin", URI.create("http://example.org/set.bin"),
            100_000_000,
            "00");
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now;

    private FetchBar bar(int width) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new FetchBar(new Terminal(stream, stream, width), () -> now);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsRedirectedOutputEveryTenSeconds() {
        FetchBar bar = bar(0);
        for (int second = 0; second <= 25; second++) {
            now = second * SECOND;
            bar.at(FILE, second * 2_000_000L);
        }
        assertThat(said().lines()).containsExactly("fetching  set.bin  20.0 MB of 100.0 MB  20 %  0:40 left",
                "fetching  set.bin  40.0 MB of 100.0 MB  40 %  0:30 left");
    }

    /** What was there before says nothing of the speed. */
    @Test
    void timeLeftIsThatOfWhatComesNow() {
        FetchBar bar = bar(0);
        bar.at(FILE, 60_000_000);
        now = 10 * SECOND;
        bar.at(FILE, 80_000_000);
        assertThat(said()).isEqualTo("fetching  set.bin  80.0 MB of 100.0 MB  80 %  0:10 left\n");
    }

    @Test
    void overwritesOneLineOnATerminalAndSaysTheRestAboveIt() {
        FetchBar bar = bar(90);
        bar.at(FILE, 0);
        now = SECOND;
        bar.at(FILE, 50_000_000);
        assertThat(said()).contains("━", "set.bin  50.0 MB of 100.0 MB  50 %  0:01 left").doesNotContain("\n");
        bar.note("something");
        assertThat(said()).endsWith("something\n");
        bar.close();
        assertThat(said()).endsWith("something\n");
    }
}
