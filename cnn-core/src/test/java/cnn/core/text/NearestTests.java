package cnn.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTests {
    private static final List<String> IDS = List.of("add", "average-pool2d", "batch-norm", "conv2d", "dense", "elu",
            "max-pool2d", "relu", "softmax-cross-entropy");

    @Test
    void countsSlips() {
        assertThat(Nearest.slips("", "abc")).isEqualTo(3);
        assertThat(Nearest.slips("dense", "dense")).isZero();
        assertThat(Nearest.slips("dens", "dense")).isEqualTo(1);
        assertThat(Nearest.slips("dsene", "dense")).isEqualTo(2);
        assertThat(Nearest.slips("desne", "dense")).as("neighbours swapped").isEqualTo(1);
        assertThat(Nearest.slips("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void findsTheWordMeant() {
        assertThat(Nearest.to("conv3d", IDS)).contains("conv2d");
        assertThat(Nearest.to("maxPool2d", IDS)).contains("max-pool2d");
        assertThat(Nearest.to("BATCH_NORM", IDS)).contains("batch-norm");
        assertThat(Nearest.to("rleu", IDS)).contains("relu");
        assertThat(Nearest.to("cross-entropy", IDS)).as("part of a word").contains("softmax-cross-entropy");
        assertThat(Nearest.to("pool", IDS)).as("shortest of several").contains("max-pool2d");
    }

    @Test
    void staysSilentWhereNothingIsNear() {
        assertThat(Nearest.to("transformer", IDS)).isEmpty();
        assertThat(Nearest.to("x", IDS)).isEmpty();
        assertThat(Nearest.to("qq", List.of("ab", "cd"))).isEmpty();
        assertThat(Nearest.to("ver", IDS)).as("three letters from within a word").isEmpty();
        assertThat(Nearest.to("max", IDS)).as("a whole word").contains("max-pool2d");
        assertThat(Nearest.to("x".repeat(30_000_000), IDS)).as("at once").isEmpty();
        assertThat(Nearest.question("transformer", IDS)).isEmpty();
        assertThat(Nearest.question("dens", IDS)).isEqualTo(" Did you mean 'dense'?");
    }
}
