package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ArchiveCommandsTests {
    @Test
    void everyCommandOfItSucceeds() throws IOException {
        assertThat(ArchiveCommands.run()).isZero();
    }
}
