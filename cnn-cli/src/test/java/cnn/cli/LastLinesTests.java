package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastLinesTests {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final LastLines lines = new LastLines(new Terminal(err, err, 80));

    private String said() {
        String said = bytes.toString(StandardCharsets.UTF_8).replace("\u001b", "^");
        bytes.reset();
        return said;
    }

    @Test
    void standUnderAllOthersWithTheCursorAtTheirStart() {
        lines.show(List.of("", "one", "two"));
        assertThat(said()).isEqualTo("\r^[J^[?7l^[K\r\none^[K\r\ntwo^[J^[?7h^[2A\r");
        lines.show(List.of("", "one", "three"));
        assertThat(said()).isEqualTo("\r^[?7l^[K\r\none^[K\r\nthree^[J^[?7h^[2A\r");
    }

    @Test
    void areNotDrawnAgainWhileTheyAreTheSame() {
        lines.show(List.of("one"));
        said();
        lines.show(List.of("one"));
        assertThat(said()).isEmpty();
    }

    @Test
    void leaveRoomForLinesThatStay() {
        lines.above(List.of("first"));
        assertThat(said()).isEqualTo("first\n");
        lines.show(List.of("one"));
        said();
        lines.above(List.of("second", "third"));
        assertThat(said()).isEqualTo("\r^[Jsecond\nthird\n^[?7lone^[J^[?7h\r");
    }

    @Test
    void areGoneInTheEnd() {
        lines.clear();
        assertThat(said()).isEmpty();
        lines.show(List.of("one"));
        said();
        lines.clear();
        assertThat(said()).isEqualTo("\r^[J");
        lines.clear();
        assertThat(said()).isEmpty();
    }
}
