package cnn.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTests {
    private static final Screen PLAIN = Screen.of(80, true, false);
    private static final Screen COLOURS = Screen.of(80, true, true);

    @Test
    void coloursTakeNoColumns() {
        Line line = Line.of(9, COLOURS).add(Ink.GREEN, "best").add(" of all");
        assertThat(line.free()).isZero();
        assertThat(line).hasToString("\u001b[32mbest\u001b[0m of …");
        assertThat(Line.of(9, PLAIN).add(Ink.GREEN, "best").add(" of all")).hasToString("best of …");
    }

    @Test
    void isCutWithAsciiWhereThereAreNoGlyphs() {
        assertThat(Line.of(4, Screen.of(80, false, false)).add("best of all")).hasToString("bes~");
    }

    @Test
    void goesToAColumn() {
        assertThat(Line.of(9, PLAIN).add("ab").to(4).add("c").to(2).add("d")).hasToString("ab  cd");
        assertThat(Line.of(3, PLAIN).to(9).add("x")).hasToString("   ");
        assertThat(Line.of(-1, COLOURS).add(Ink.BOLD, "x")).hasToString("");
    }
}
