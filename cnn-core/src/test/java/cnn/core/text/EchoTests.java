package cnn.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EchoTests {
    @Test
    void usualTextStaysAsItIs() {
        assertThat(Echo.of("Kreis ○ 猫 é 😀")).isEqualTo("Kreis ○ 猫 é 😀");
        assertThat(Echo.of("x".repeat(200))).hasSize(200);
        assertThat(Echo.of(null)).isEqualTo("null");
    }

    @Test
    void longTextIsShortened() {
        assertThat(Echo.of("x".repeat(30_000_000))).isEqualTo("x".repeat(200) + "… (30,000,000 characters)");
        assertThat(Echo.of("x".repeat(199) + "😀😀")).isEqualTo("x".repeat(199) + "… (203 characters)");
    }

    @Test
    void whatActsOrCannotBeSeenIsEscaped() {
        assertThat(Echo.of("a\u001b[31mb\u0000\n\t\r")).isEqualTo("a\\u001b[31mb\\u0000\\n\\t\\r");
        assertThat(Echo.of("\u202eevil\u200b\ufeff\u2028\u009b")).isEqualTo("\\u202eevil\\u200b\\ufeff\\u2028\\u009b");
        assertThat(Echo.of("half \ud83d")).isEqualTo("half \\ud83d");
        assertThat(Echo.of("tag \udb40\udc41")).isEqualTo("tag \\udb40\\udc41");
    }

    @Test
    void aMessageKeepsItsLines() {
        assertThat(Echo.lines("a\n\tb\u001b\r\n")).isEqualTo("a\n\tb\\u001b\\r\n");
        assertThat(Echo.lines("x".repeat(30_000) + "\ny")).isEqualTo("x".repeat(20_000) + "… (30,000 characters)\ny");
    }
}
