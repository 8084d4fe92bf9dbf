package cnn.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTests {
    @Test
    void coloursAreShownUnlessOneWantsNone() {
        assertThat(Screen.current(80, true, Map.of("TERM", "xterm")).colours()).isTrue();
        assertThat(Screen.current(80, true, Map.of("TERM", "xterm", "NO_COLOR", "")).colours()).isTrue();
        assertThat(Screen.current(80, true, Map.of("TERM", "xterm", "NO_COLOR", "1")).colours()).isFalse();
        assertThat(Screen.current(80, true, Map.of()).colours()).isFalse();
    }

    @Test
    void aDumbTerminalIsNoneAndTheLinuxConsoleHasNoGlyphs() {
        assertThat(Screen.current(80, true, Map.of("TERM", "dumb")).width()).isZero();
        assertThat(Screen.current(80, true, Map.of("TERM", "linux")).glyphs()).isFalse();
        assertThat(Screen.current(80, true, Map.of("TERM", "linux")).width()).isEqualTo(80);
        assertThat(Screen.current(80, true, Map.of("TERM", "xterm")).glyphs()).isTrue();
        assertThat(Screen.current(80, false, Map.of("TERM", "xterm")).glyphs()).isFalse();
    }

    @Test
    void oneThatStaysAsItIsIsNotFollowed() {
        Screen screen = Screen.of(80, true, true);
        screen.follow();
        assertThat(screen.width()).isEqualTo(80);
    }
}
