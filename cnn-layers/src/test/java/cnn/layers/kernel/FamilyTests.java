package cnn.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cnn.api.kernel.Kernels;
import cnn.testkit.KernelSets;
import org.junit.jupiter.api.Test;

/** Families that the layers of this module bring along. */
class FamilyTests {
    @Test
    void everySetHasThem() {
        assertThat(KernelSets.all()).isNotEmpty().allSatisfy(kernels -> {
            assertThat(kernels.family(Winograd.class)).isNotNull().isSameAs(kernels.family(Winograd.class));
            assertThat(kernels.family(Depthwise.class)).isNotNull().isSameAs(kernels.family(Depthwise.class));
            assertThat(kernels.family(Pools.class)).isNotNull().isSameAs(kernels.family(Pools.class));
            assertThat(kernels.family(Rows.class)).isNotNull().isSameAs(kernels.family(Rows.class));
        });
    }

    @Test
    void oneThatNobodyBringsIsNamed() {
        assertThat(KernelSets.all()).isNotEmpty().allSatisfy(FamilyTests::refusesStrings);
    }

    private static void refusesStrings(Kernels kernels) {
        assertThatIllegalArgumentException().isThrownBy(() -> kernels.family(String.class)).withMessage("kernels '"
                + kernels.id()
                + "' have no java.lang.String. If a plug-in has it, name its FamilyProvider for this set in "
                + "META-INF/services/cnn.api.kernel.FamilyProvider; or choose another set with --kernels.");
    }
}
