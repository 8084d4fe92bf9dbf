package cnn.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordTextTests {
    record Options(int size, @Nullable String name, @Nullable Integer more) {
    }

    /** Writes a text of its own. */
    record Own(@Nullable String name) {
        @Override
        public String toString() {
            return "own name=null";
        }
    }

    /** Throws. */
    record Broken() {
        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    @Test
    void leavesOutWhatWasNotGiven() {
        assertThat(RecordText.of(new Options(3, null, null))).isEqualTo("Options[size=3]");
        assertThat(RecordText.of(new Options(3, null, 4))).isEqualTo("Options[size=3, more=4]");
    }

    @Test
    void keepsWhatWasGiven() {
        assertThat(RecordText.of(new Options(3, "a", 4))).isEqualTo("Options[size=3, name=a, more=4]");
        // a text that looks like an option that was left out
        assertThat(RecordText.of(new Options(3, "x=null", 4))).isEqualTo("Options[size=3, name=x=null, more=4]");
    }

    @Test
    void keepsATextOfItsAuthors() {
        assertThat(RecordText.of(new Own(null))).isEqualTo("own name=null");
        assertThat(RecordText.of("no record, a=null")).isEqualTo("no record, a=null");
        assertThatThrownBy(() -> RecordText.of(new Broken())).isInstanceOf(IllegalStateException.class)
                .hasMessage("no text");
    }
}
