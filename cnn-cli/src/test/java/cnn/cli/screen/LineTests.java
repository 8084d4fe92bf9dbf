package cnn.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTests {
    @Test
    void coloursTakeNoColumns() {
        Line line = Line.of(9, true).add(Ink.GREEN, "best").add(" of all");
        assertThat(line.free()).isZero();
        assertThat(line).hasToString("\u001b[32mbest\u001b[0m of …");
        assertThat(Line.of(9, false).add(Ink.GREEN, "best").add(" of all")).hasToString("best of …");
    }

    @Test
    void goesToAColumn() {
        assertThat(Line.of(9, false).add("ab").to(4).add("c").to(2).add("d")).hasToString("ab  cd");
        assertThat(Line.of(3, false).to(9).add("x")).hasToString("   ");
        assertThat(Line.of(-1, true).add(Ink.BOLD, "x")).hasToString("");
    }
}
