package cnn.bench.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.core.network.Network;
import org.junit.jupiter.api.Test;

class NetworksTests {
    @Test
    void seedNetCountsAsByHand() {
        assertThat(SeedNet.network().parameters()).isEqualTo(2 * 9 + 2 + 15 * 15 * 2 * 3 + 3);
    }

    @Test
    void leNet5HasThePublishedParameters() {
        assertThat(LeNet5.network().parameters()).isEqualTo(61_706);
    }

    @Test
    void vggSmallCountsAsByHand() {
        long convolutions = 9L * (3 * 64 + 64 * 64 + 64 * 128 + 128 * 128 + 128 * 256 + 256 * 256);
        long normalisations = 2L * (64 + 64 + 128 + 128 + 256 + 256);
        long dense = 4 * 4 * 256 * 10 + 10;
        assertThat(VggSmall.network().parameters()).isEqualTo(convolutions + normalisations + dense);
    }

    @Test
    void resNet20HasThePublishedParameters() {
        assertThat(ResNet.twenty().parameters()).isEqualTo(272_474);
        assertThat(ResNet.twenty().output()).isEqualTo(Shape.vector(10));
    }

    @Test
    void resNet18HasThePublishedParametersAndMultiplyAdds() {
        Network network = ResNet.eighteen();
        assertThat(network.parameters()).isEqualTo(11_689_512);
        assertThat(network.multiplyAdds()).isEqualTo(1_814_073_344);
    }

    @Test
    void mobileNetHasThePublishedParametersAndMultiplyAdds() {
        Network network = MobileNet.network();
        assertThat(network.parameters()).isEqualTo(4_231_976);
        assertThat(network.multiplyAdds()).isEqualTo(568_740_352);
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
