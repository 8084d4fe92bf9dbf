package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.ImageBatch;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchAugmenterContractTests {
    enum Fault {
        NONE, WHOLE_ARRAY, NO_NUMBERS, LOSES_SHARES, OWN_CHANCE, NEVER_VARIES, SHARED_BUFFER
    }

    /** Mixes neighbours, wrong in one way. */
    @Id("faulty-mix")
    record FaultyMix(Fault fault) implements BatchAugmenter {
        private static int calls;
        private static float shared;

        @Override
        public void augment(ImageBatch batch, Rng random) {
            float share = fault == Fault.NEVER_VARIES ? 0.25f : random.nextFloat();
            share = fault == Fault.OWN_CHANCE ? 1f / ++calls : share;
            if (fault == Fault.SHARED_BUFFER) {
                shared = share;
                LockSupport.parkNanos(1_000_000); // long enough for another thread to overwrite it
                share = shared;
            }
            mix(batch.images(), batch.size(), batch.shape().size(), share, 1 - share);
            mix(batch.targets(), batch.size(), batch.targetSize(), share,
                    fault == Fault.LOSES_SHARES ? 0 : 1 - share);
            if (fault == Fault.NO_NUMBERS) {
                batch.images()[0] = Float.POSITIVE_INFINITY;
            }
        }

        private void mix(float[] values, int count, int size, float share, float rest) {
            int end = fault == Fault.WHOLE_ARRAY ? values.length / size : count;
            for (int example = 0; example + 1 < end; example++) {
                for (int i = example * size; i < (example + 1) * size; i++) {
                    values[i] = share * values[i] + rest * values[i + size];
                }
            }
        }
    }

    @TestFactory
    Stream<? extends DynamicNode> acceptsACorrectAugmenter() {
        BatchAugmenterContract contract = () -> List.of(new FaultyMix(Fault.NONE));
        return contract.keepsTheContractOfBatchAugmenters();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "WHOLE_ARRAY | nothing else | NaN in its images of shape (9, 12, 3)",
        "NO_NUMBERS | nothing else | a batch of 1 has Infinity in its images of shape (9, 12, 3)",
        "LOSES_SHARES | sum to 1 | example 0 of a batch of 2 has the targets",
        "OWN_CHANCE | for the same key | changes in another way when the same generator starts again",
        "NEVER_VARIES | for other keys | 50 keys give the same batch",
        "SHARED_BUFFER | several threads | when 4 threads use it at once, its results differ from those of one thread"})
    void catches(Fault fault, String clause, String message) {
        Check<BatchAugmenter> check = BatchAugmenterChecks.ALL.stream().filter(one -> one.fact().contains(clause))
                .findFirst().orElseThrow();
        assertThatThrownBy(() -> check.body().accept(new FaultyMix(fault))).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Batch augmenter FaultyMix[fault=" + fault + "]:\n")
                .hasMessageContaining(message);
    }
}
