package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExhaustionTests {
    @Test
    void isFoundHoweverDeepItLies() {
        OutOfMemoryError memory = new OutOfMemoryError("x");
        assertThat(Exhaustion.in(memory)).isSameAs(memory);
        assertThat(Exhaustion.in(new IllegalArgumentException(new IOException(memory)))).isSameAs(memory);
        StackOverflowError stack = new StackOverflowError();
        assertThat(Exhaustion.in(new IOException(stack))).isSameAs(stack);
        assertThat(Exhaustion.in(new IOException("x"))).isNull();
        assertThat(Exhaustion.in(null)).isNull();
    }

    @Test
    void aCircleOfCausesEnds() {
        Exception first = new Exception();
        Exception second = new Exception(first);
        first.initCause(second);
        assertThat(Exhaustion.in(first)).isNull();
    }
}
