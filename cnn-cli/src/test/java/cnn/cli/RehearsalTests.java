package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RehearsalTests {
    @Test
    void everyCommandOfItSucceeds() throws IOException {
        assertThat(Rehearsal.run()).isZero();
    }
}
