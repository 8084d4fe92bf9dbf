package cnn.layers.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.testkit.KernelSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The runs of the tests have the vectors that they are named after. */
class WidthTests {
    @Test
    @EnabledIfSystemProperty(named = "cnn.vector.bits", matches = "\\d+")
    void thisRunHasTheWidthThatItWants() {
        assertThat(WidthCondition.bits()).isEqualTo(WidthCondition.WANTED);
        assertThat(KernelSets.chosen().id()).isEqualTo("simd-" + WidthCondition.WANTED);
    }

    @Test
    void aRunForWiderVectorsThanTheMachineHasIsSkipped() {
        assertThat(WidthCondition.of(256, 256).isDisabled()).isFalse();
        assertThat(WidthCondition.of(256, 512).isDisabled()).as("for thisRunHasTheWidthThatItWants to fail").isFalse();
        assertThat(WidthCondition.of(256, 128).getReason())
                .contains("this run is for vectors of 256 bits, and the widest of this machine have 128");
        assertThat(WidthCondition.of(256, 128).isDisabled()).isTrue();
    }
}
