package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmenterContractTests {
    enum Fault {
        NONE, LEAVES_PIXELS, CHANGES_SOURCE, OUT_OF_RANGE, OWN_CHANCE, ALWAYS_SAME, SHARED_BUFFER, REJECTS_ALL, REJECTS_SILENTLY
    }

    /** Inverts pictures now and then, wrong in one way. */
    @Id("faulty-invert")
    record FaultyInvert(Fault fault) implements Augmenter {
        private static final float[] SHARED = new float[31 * 17 * 3];
        private static int calls;

        @Override
        public void check(Shape image) {
            if (fault == Fault.REJECTS_ALL) {
                throw new IllegalArgumentException("Never.");
            }
            if (fault == Fault.REJECTS_SILENTLY) {
                throw new IllegalArgumentException();
            }
        }

        @Override
        public void augment(Image source, Image target, Rng random) {
            boolean invert = fault != Fault.ALWAYS_SAME && random.nextBoolean(0.5);
            if (fault == Fault.OWN_CHANCE) {
                invert = ++calls % 3 == 0;
            }
            float[] in = source.pixels();
            float[] out = fault == Fault.SHARED_BUFFER ? SHARED : target.pixels();
            int start = fault == Fault.LEAVES_PIXELS ? 1 : 0;
            for (int i = start; i < in.length; i++) {
                out[i] = (invert ? 1 - in[i] : in[i]) * (fault == Fault.OUT_OF_RANGE ? 1.1f : 1);
                if (fault == Fault.CHANGES_SOURCE) {
                    in[i] = 0;
                }
            }
            if (fault == Fault.SHARED_BUFFER) {
                LockSupport.parkNanos(1_000_000); // long enough for another thread to overwrite it
                System.arraycopy(SHARED, 0, target.pixels(), 0, in.length);
            }
        }
    }

    @TestFactory
    Stream<? extends DynamicNode> acceptsACorrectAugmenter() {
        AugmenterContract contract = () -> List.of(new FaultyInvert(Fault.NONE));
        return contract.keepsTheContractOfAugmenters();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "LEAVES_PIXELS | whole target | pixel (0, 0, 0) of a (16, 16, 3) picture is left unwritten or became NaN",
        "CHANGES_SOURCE | whole target | it changed the source of a (16, 16, 3) picture",
        "OUT_OF_RANGE | [0, 1] | Values are in [0, 1] until normalisation: clamp them",
        "OWN_CHANCE | same key | changes in another way when the same generator starts again",
        "ALWAYS_SAME | other keys | 50 keys give the same picture",
        "SHARED_BUFFER | threads | its results differ from those of one thread",
        "REJECTS_ALL | takes pictures | it rejects all of",
        "REJECTS_SILENTLY | takes pictures | check rejects (16, 16, 3) without a message"})
    void catches(Fault fault, String clause, String message) {
        Check<Augmenter> check = AugmenterChecks.ALL.stream().filter(one -> one.fact().contains(clause)).findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> check.body().accept(new FaultyInvert(fault))).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Augmenter FaultyInvert[fault=" + fault + "]:\n")
                .hasMessageContaining(message);
    }
}
