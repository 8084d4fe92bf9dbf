package cnn.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.layers.Dense;
import cnn.layers.kernel.ScalarKernels;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SessionPoolTests {
    private static Session session() {
        Network network = Network.of(Shape.vector(2), Dense.of(2));
        return Session.forPrediction(network, Weights.zeros(network), new Engine(new ScalarKernels(), new Workers(1)),
                1);
    }

    @Test
    void manyCallersShareFewSessions() {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        SessionPool<Session> pool = new SessionPool<>(3, () -> {
            made.incrementAndGet();
            return session();
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                callers.submit(() -> {
                    for (int call = 0; call < 20; call++) {
                        Session session = pool.take();
                        Thread.sleep(1);
                        pool.giveBack(session);
                        answered.incrementAndGet();
                    }
                    return null;
                });
            }
        }
        assertThat(made.get()).isBetween(1, 3);
        assertThat(answered.get()).isEqualTo(64 * 20);
    }

    @Test
    void aSessionThatCannotBeMadeTakesNoPlace() {
        int[] fails = {5};
        SessionPool<Session> pool = new SessionPool<>(1, () -> {
            if (fails[0]-- > 0) {
                throw new OutOfMemoryError("test");
            }
            return session();
        });
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(pool::take).isInstanceOf(OutOfMemoryError.class);
        }
        pool.giveBack(pool.take());
        pool.giveBack(pool.take());
    }
}
