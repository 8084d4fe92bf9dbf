package cnn.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.kernel.Channelwise;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.Products;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.WarmingKernels;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.kernel.ScalarKernels;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RehearsalTests {
    private static final Network NETWORK = Network.of(Shape.image(8, 8, 1), Conv2d.of(4, 3), new Relu(), new Flatten(),
            Dense.of(2));

    private final Weights weights = Weights.init(NETWORK, 1);

    /** The scalar kernels, after something else. */
    private record Delayed(Runnable before) implements Kernels {
        private static final Kernels SCALAR = new ScalarKernels();

        @Override
        public String id() {
            return "delayed";
        }

        private <T> T after(Supplier<T> asked) {
            before.run();
            return asked.get();
        }

        @Override
        public Products products() {
            return after(SCALAR::products);
        }

        @Override
        public Functions functions() {
            return after(SCALAR::functions);
        }

        @Override
        public Channelwise channelwise() {
            return after(SCALAR::channelwise);
        }

        @Override
        public <F> F family(Class<F> family) {
            return after(() -> SCALAR.family(family));
        }
    }

    /** Sets of which the plain one is the slower. */
    private static WarmingKernels ready() {
        return new WarmingKernels(new Delayed(() -> LockSupport.parkNanos(100_000)), new ScalarKernels());
    }

    private static WarmingKernels with(Runnable before) {
        return new WarmingKernels(new ScalarKernels(), new Delayed(before));
    }

    private void rehearse(WarmingKernels kernels, Workers workers, boolean learning) {
        Plan plan = learning ? Plan.forTraining(NETWORK) : Plan.forPrediction(NETWORK);
        new Rehearsal(kernels, plan, weights, workers, 16, learning, Duration.ofMillis(50)).run();
    }

    @Test
    void changesOverWhereTheOtherSetIsFaster() {
        for (boolean learning : new boolean[] {true, false}) {
            WarmingKernels kernels = ready();
            rehearse(kernels, new Workers(1), learning);
            assertThat(kernels.isCold()).isFalse();
            assertThat(kernels.id()).isEqualTo("scalar");
        }
    }

    @Test
    void staysWhereTheOtherSetIsMuchSlower() {
        WarmingKernels kernels = with(() -> LockSupport.parkNanos(100_000_000));
        rehearse(kernels, new Workers(1), true);
        assertThat(kernels.isCold()).isFalse();
        assertThat(kernels.id()).isEqualTo("scalar");
    }

    @Test
    void saysWhyItStays() {
        Verdict verdict = new Verdict(Duration.ofMillis(1));
        verdict.add(50_000_000, 500_000);
        assertThat(Rehearsal.slow("simd-512", "scalar", verdict)).isEqualTo("Kernels 'simd-512' are not used: this JVM "
                + "needs 50.0 ms on them for what takes 0.5 ms on 'scalar', which therefore compute. Use a JDK whose JIT "
                + "makes instructions of vectors, or ask for a set yourself: --kernels simd or Cnn.builder().kernels(\"simd\").");
    }

    @Test
    void leavesTheWeightsAlone() {
        Weights before = weights.copy();
        rehearse(ready(), new Workers(1), true);
        NETWORK.params().forEach(
                param -> assertThat(weights.values(param)).isEqualTo(before.values(param)));
    }

    @Test
    void leavesItToTheRealSessionToMeetAFault() {
        WarmingKernels kernels = with(() -> {
            throw new IllegalStateException("broken");
        });
        rehearse(kernels, new Workers(1), true);
        assertThat(kernels.isCold()).isFalse();
        assertThat(kernels.id()).isEqualTo("delayed");
    }

    @Test
    void endsWithTheWorkers() {
        Workers workers = new Workers(2);
        workers.close();
        WarmingKernels kernels = with(() -> {
            throw new AssertionError("nobody should compute");
        });
        rehearse(kernels, workers, true);
        assertThat(kernels.isCold()).isTrue();
    }

    /** Cold, the fast ones need longer for the first than the plain ones. */
    @Test
    void goesThereBehindTheFirstLargePrediction() {
        Plan plan = Plan.forPrediction(NETWORK);
        try (Workers workers = new Workers(1)) {
            for (long next : new long[] {100_000_000, 1}) {
                WarmingKernels kernels = ready();
                Rehearsal.before(100_000_000, kernels, plan, weights, workers, 16, false);
                assertThat(kernels.isCold()).isTrue();
                Rehearsal.before(next, kernels, plan, weights, workers, 16, false);
                assertThat(kernels.isCold()).isFalse();
            }
        }
    }

    @Test
    void goesThereAtOnceWhereTheWorkIsLarge() {
        Plan plan = Plan.forTraining(NETWORK);
        try (Workers workers = new Workers(1)) {
            WarmingKernels kernels = ready();
            Rehearsal.before(30_000_000, kernels, plan, weights, workers, 16, true);
            assertThat(kernels.isCold()).isFalse();
            kernels = ready();
            Rehearsal.before(19_999_999, kernels, plan, weights, workers, 16, false);
            assertThat(kernels.isCold()).isTrue();
            Rehearsal.before(1_000_000_000, kernels, plan, weights, workers, 16, false);
            assertThat(kernels.isCold()).isFalse();
        }
    }

    /** Whatever computes, and whenever that changes. */
    @Test
    @Timeout(120)
    void aSessionChangesOverByItselfWithTheSameBits() {
        WarmingKernels kernels = ready();
        try (Workers workers = new Workers(2)) {
            Session warming = Session.forTraining(NETWORK, weights, new Engine(kernels, workers), 16);
            Session plain = Session.forTraining(NETWORK, weights, new Engine(new ScalarKernels(), workers), 16);
            for (int step = 0; kernels.isCold(); step++) {
                for (Session session : new Session[] {warming, plain}) {
                    for (int i = 0; i < session.input().length; i++) {
                        session.input()[i] = Rng.uniform(step, i);
                    }
                    session.forward(16, true, step);
                }
                assertThat(warming.output()).isEqualTo(plain.output());
            }
        }
    }
}
