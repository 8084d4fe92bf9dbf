package cnn.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.ComponentException;
import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Fault;
import cnn.core.registry.Origin;
import cnn.layers.Dense;
import cnn.layers.activation.Relu;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.optimizer.Sgd;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What layers throw is told with their names. */
class FaultTests {
    private static final String FROM = " It comes from " + Origin.of(FaultTests.class) + ".";

    /** Fails at one of its calls. */
    record Failing(String at, Supplier<Throwable> what) implements Layer {
        @Override
        public Bound bind(Binding in) {
            fail("bind");
            in.packed(1, (values, kernels, to) -> fail("packing weights"));
            return Bound.of(in.input(), new Op() {
                @Override
                public void forward(Forward pass) {
                    pass.run(64, 1L << 30, (inner, index) -> {
                        if (index == 40) {
                            fail("forward");
                        }
                    });
                }

                @Override
                public void backward(Backward pass) {
                    fail("backward");
                }
            });
        }

        private void fail(String call) {
            if (call.equals(at)) {
                sneak(what.get());
            }
        }

        @Override
        public String toString() {
            return "Failing[]";
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static void run(String at, Supplier<Throwable> what) {
        Network.Builder builder = Network.builder(Shape.vector(3));
        builder.add(Dense.of(3));
        builder.add("mine", new Failing(at, what));
        Network network = builder.build();
        try (Workers workers = new Workers(3)) {
            Session session = Session.forTraining(network, Weights.init(network, 1),
                    new Engine(new ScalarKernels(), workers), 2);
            session.forward(2, true, 0);
            session.backward();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind", "packing weights", "forward", "backward"})
    void namesTheLayerThatFailed(String at) {
        Throwable thrown = new ArrayIndexOutOfBoundsException("Index 7");
        assertThatThrownBy(() -> run(at, () -> thrown)).isInstanceOf(ComponentException.class).hasCause(thrown)
                .hasMessage("Layer 'mine' Failing[] failed in " + at + ": java.lang.ArrayIndexOutOfBoundsException: "
                        + "Index 7." + FROM + " Check it with the contract tests of cnn-testkit, or report this to its "
                        + "author.");
        assertThatThrownBy(() -> run(at, () -> new AssertionError("no"))).isInstanceOf(ComponentException.class)
                .hasMessageStartingWith("Layer 'mine' Failing[] failed in " + at + ": java.lang.AssertionError: no.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind", "packing weights", "forward", "backward"})
    void namesTheJarThatWasBuiltForAnotherVersion(String at) {
        Throwable thrown = new NoSuchMethodError("cnn.api.Shape.area()");
        assertThatThrownBy(() -> run(at, () -> thrown)).isInstanceOf(ComponentException.class).hasCause(thrown)
                .hasMessage("Layer 'mine' Failing[] does not fit in " + at
                        + ": it was built against another version of a "
                        + "class that it needs, or that class is missing (java.lang.NoSuchMethodError: "
                        + "cnn.api.Shape.area())." + FROM + " Take a version of it that was built for this one, or "
                        + "build it anew.");
    }

    @Test
    void keepsTheKindOfARefusal() {
        assertThatThrownBy(() -> run("forward", () -> new IllegalArgumentException("Too hot. Cool it.")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layer 'mine' Failing[] refused in forward: Too hot. Cool it.");
        assertThatThrownBy(() -> run("bind", () -> new IllegalArgumentException("Too hot. Cool it.")))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Layer 'mine' Failing[] cannot take (3):\nToo hot. Cool it.");
    }

    @Test
    void letsErrorsOfTheMachinePass() {
        OutOfMemoryError full = new OutOfMemoryError("full");
        assertThatThrownBy(() -> run("forward", () -> full)).isSameAs(full);
        StackOverflowError deep = new StackOverflowError();
        assertThatThrownBy(() -> run("backward", () -> deep)).isSameAs(deep);
    }

    @Test
    void letsErrorsOfTheMachinePassThatAComponentWrapped() {
        OutOfMemoryError full = new OutOfMemoryError("full");
        Throwable wrapped = new IllegalStateException("failed", new ExecutionException(full));
        assertThatThrownBy(() -> run("forward", () -> wrapped)).isSameAs(full);
        // who refuses tells what was too large
        IllegalArgumentException refusal = new IllegalArgumentException("Too large. Take less.", full);
        assertThatThrownBy(() -> run("forward", () -> refusal)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layer 'mine' Failing[] refused in forward: Too large. Take less.").hasRootCause(full);
    }

    @Test
    void namesOtherComponentsByTheirKind() {
        assertThat(Fault.of(null, Sgd.of(0.5), "update", new IllegalStateException("x"))).hasMessageStartingWith(
                "Optimizer Sgd[learningRate=0.5, momentum=0.0, nesterov=false, weightDecay=0.0] failed in update: "
                        + "java.lang.IllegalStateException: x. It comes from ");
    }

    /** Bound to nothing. */
    record Unbound() implements Layer {
        @Override
        public Bound bind(Binding in) {
            return null;
        }
    }

    /** Without an output. */
    record Shapeless() implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.view(null);
        }
    }

    /** Its size is an overflow's. */
    record Overflowing() implements Layer {
        @Override
        public Bound bind(Binding in) {
            in.scratch(65_536 * 65_535);
            return Bound.view(in.input());
        }
    }

    @Test
    void refusesWhatBindMustNotReturn() {
        Shape shape = Shape.vector(3);
        assertThatThrownBy(() -> Network.of(shape, new Unbound())).isInstanceOf(ShapeException.class)
                .hasMessage("Layer 'unbound-1' Unbound[] cannot take (3):\nits bind method returned null. "
                        + "Return Bound.of(shape, op), or Bound.view(shape).");
        assertThatThrownBy(() -> Network.of(shape, new Shapeless())).isInstanceOf(ShapeException.class)
                .hasMessage("Layer 'shapeless-1' Shapeless[] cannot take (3):\nA bound layer needs the shape of its "
                        + "output but was given null. Return Bound.of(shape, op) from bind.");
        assertThatThrownBy(() -> Network.of(shape, new Overflowing())).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith(
                        "Layer 'overflowing-1' Overflowing[] cannot take (3):\nit asks for a buffer of 0 "
                                + "floats for each example and -65536 more");
    }

    @Test
    void aPredictingSessionSaysThatItHasNoGradients() {
        Network network = Network.of(Shape.vector(3), Dense.of(2));
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(new ScalarKernels(), workers);
            Session session = Session.forPrediction(network, Weights.init(network, 1), engine, 2);
            String text = "This session only predicts and has no gradients. Use Session.forTraining, or "
                    + "Session.forInspection to look inside.";
            assertThatThrownBy(session::outputGradient).isInstanceOf(IllegalStateException.class).hasMessage(text);
            assertThatThrownBy(session::backward).isInstanceOf(IllegalStateException.class).hasMessage(text);
            assertThatThrownBy(() -> session.gradient(network.params().getFirst()))
                    .isInstanceOf(IllegalStateException.class).hasMessage(text);
            Session training = Session.forTraining(network, Weights.init(network, 1), engine, 2);
            assertThatThrownBy(training::backward).isInstanceOf(IllegalStateException.class)
                    .hasMessage("There is no batch to go back from. Call forward first.");
            Network idle = Network.of(Shape.vector(3), new Relu());
            Session nothing = Session.forTraining(idle, Weights.init(idle, 1), engine, 2);
            assertThatThrownBy(nothing::outputGradient).isInstanceOf(IllegalStateException.class)
                    .hasMessage("The network has nothing to learn, so no gradients: no layer before its output has "
                            + "parameters that are not frozen. Add a convolution or a dense layer, or freeze less.");
        }
    }

    /** A predictor of the same engine, asked from within a loop. */
    @Test
    void aSessionWithinALoopOfTheSameWorkersAnswersAsAlone() {
        Network network = Network.of(Shape.vector(300), Dense.of(400), new Relu(), Dense.of(5));
        Weights weights = Weights.init(network, 1);
        try (Workers workers = new Workers(3)) {
            Engine engine = new Engine(new ScalarKernels(), workers);
            float[] alone = answer(network, weights, engine);
            float[][] within = new float[24][];
            workers.run(24, (index, worker) -> within[index] = answer(network, weights, engine));
            for (float[] answer : within) {
                assertThat(answer).containsExactly(alone);
            }
        }
    }

    private static float[] answer(Network network, Weights weights, Engine engine) {
        Session session = Session.forPrediction(network, weights, engine, 4);
        for (int i = 0; i < session.input().length; i++) {
            session.input()[i] = i % 17 - 8;
        }
        session.forward(4, false, 0);
        return session.output().clone();
    }
}
