package cnn.api.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Offers the kernels of one family for one kernel set, found by {@link java.util.ServiceLoader}. So a plug-in brings loops of
 * its own for its layers, once in plain Java and once in SIMD, and neither the sets nor the API know of them:
 *
 * {@snippet :
 * public final class SimdDotsProvider implements FamilyProvider<Dots> {
 *     public Class<Dots> family() {
 *         return Dots.class;
 *     }
 *
 *     public String set() {
 *         return "simd";
 *     }
 *
 *     public Dots create() {
 *         return new SimdDots();
 *     }
 * }
 * }
 *
 * <p>A layer asks for them with {@code pass.kernels().family(Dots.class)} and gets those for the set that was chosen; where there
 * are none, or where they cannot be used, those for the next plainer set, and a note says so. All give the same bits, as the
 * sets do. Some for {@code scalar} there should be: that set serves everywhere.
 *
 * @param <F> the interface that describes the family
 */
public interface FamilyProvider<F> {
    /** What layers ask for. Also one that a set has itself: what is offered here goes before it. */
    Class<F> family();

    /** Id of the set's provider, as {@code --kernels} chooses it: {@code scalar}, {@code simd}. */
    String set();

    /** As {@link KernelsProvider#obstacle()}, where the set itself can be used. */
    default @Nullable String obstacle() {
        return null;
    }

    /** The kernels. Only called where there is no {@link #obstacle()}. */
    F create();
}
