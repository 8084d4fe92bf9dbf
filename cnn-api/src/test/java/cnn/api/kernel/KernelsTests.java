package cnn.api.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelsTests {
    private static final Comparable<String> OWN = "own";
    private static final Runnable GIVEN = () -> {
    };

    /** Has one family, {@code Comparable}. */
    private record Plain(String id) implements Kernels {
        @Override
        public Products products() {
            throw new UnsupportedOperationException("products");
        }

        @Override
        public Functions functions() {
            throw new UnsupportedOperationException("functions");
        }

        @Override
        public Channelwise channelwise() {
            throw new UnsupportedOperationException("channels");
        }

        @Override
        public <F> F family(Class<F> family) {
            if (family == Comparable.class) {
                return family.cast(OWN);
            }
            throw Kernels.unknown(this, family);
        }
    }

    @Test
    void aSetTakesFurtherFamilies() {
        Kernels plain = new Plain("plain");
        Kernels more = plain.with(Map.of(Runnable.class, GIVEN));
        assertThat(more.id()).isEqualTo("plain");
        assertThat(more.family(Runnable.class)).isSameAs(GIVEN);
        assertThat((Object) more.family(Comparable.class)).isSameAs(OWN);
        assertThat((Object) plain.with(Map.of(Comparable.class, 3)).family(Comparable.class)).isEqualTo(3);
        assertThat(plain.with(Map.of())).isSameAs(plain);
        assertThatIllegalArgumentException().isThrownBy(() -> more.family(CharSequence.class)).withMessage("kernels "
                + "'plain' have no java.lang.CharSequence. If a plug-in has it, name its FamilyProvider for this set in "
                + "META-INF/services/cnn.api.kernel.FamilyProvider; or choose another set with --kernels.");
    }

    @Test
    void whatIsGivenMustBeOfItsFamily() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Plain("plain").with(Map.of(Runnable.class, "text")))
                .withMessage(
                        "Kernels 'plain' were given a java.lang.String as java.lang.Runnable, which it is not. Give "
                                + "kernels that implement their family.");
    }
}
