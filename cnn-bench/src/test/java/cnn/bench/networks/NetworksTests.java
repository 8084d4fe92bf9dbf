package cnn.bench.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.core.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTests {
    @Test
    void seedNetCountsAsByHand() {
        assertThat(SeedNet.network().parameters()).isEqualTo(2 * 9 + 2 + 15 * 15 * 2 * 3 + 3);
    }

    /** What every figure so far was measured with. */
    @ParameterizedTest
    @CsvSource({"train-lenet5-b64,61706,416520", "train-vgg-small-b64,1187274,152805376",
        "train-resnet20-b128,272474,40813184", "infer-resnet18-b1,11689512,1814073344",
        "infer-mobilenet-b1,4231976,568740352"})
    void measuresTheVerySameNetworks(String row, long parameters, long multiplyAdds) {
        Network network = Workload.named(row).network().get();
        assertThat(network.parameters()).isEqualTo(parameters);
        assertThat(network.multiplyAdds()).isEqualTo(multiplyAdds);
    }

    @Test
    void everyWorkloadBindsAndIsFoundByItsName() {
        for (Workload row : Workload.all()) {
            assertThat(row.network().get().output().size()).isPositive();
            assertThat(Workload.named(row.name()).batch()).isEqualTo(row.batch());
        }
    }

    @Test
    void namesTheWorkloadsThereAreWhenOneIsUnknown() {
        assertThatThrownBy(() -> Workload.named("train-lenet-b64")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "There is no workload 'train-lenet-b64'. There are: train-seed-b32, train-lenet5-b64, ");
    }
}
