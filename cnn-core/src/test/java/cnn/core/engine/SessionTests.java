package cnn.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.kernel.Kernels;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.TestLayers.Linear;
import cnn.core.network.TestLayers.Square;
import cnn.core.network.TestLayers.Sum;
import cnn.core.network.TestLayers.View;
import cnn.core.network.Weights;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.Multiply;
import cnn.layers.kernel.ScalarKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTests {
    private static final int WIDTH = 3;
    private static final int BATCH = 4;
    private static final Kernels KERNELS = new ScalarKernels();

    /** A network with branches, joins and views wherever the seed puts them. */
    static Network randomNetwork(long seed) {
        Rng random = new Rng(seed);
        Network.Builder builder = Network.builder(Shape.image(1, 1, WIDTH));
        List<Node> open = new ArrayList<>();
        Node first = builder.add(random.nextBoolean(0.5) ? new View() : new Linear(WIDTH));
        open.add(first.isView() ? builder.add(new Linear(WIDTH), first) : first);
        List<Node> all = new ArrayList<>(open);
        for (int i = 0; i < 8; i++) {
            Node source = all.get(random.nextInt(all.size()));
            Layer layer = switch (random.nextInt(4)) {
                case 0 -> new Linear(WIDTH);
                case 1 -> new View();
                case 2 -> new Square();
                default -> new Sum();
            };
            Node node;
            if (layer instanceof Sum) {
                Node other = all.get(random.nextInt(all.size()));
                node = builder.add(layer, source, other);
                open.remove(other);
            } else {
                node = builder.add(layer, source);
            }
            open.remove(source);
            open.add(node);
            all.add(node);
        }
        builder.add(new Sum(), open.toArray(Node[]::new));
        return builder.build();
    }

    static float[] examples(int count, int size, long seed) {
        float[] values = new float[count * size];
        Rng random = new Rng(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat(-1, 1);
        }
        return values;
    }

    private static double loss(Session session, float[] input, float[] projection) {
        System.arraycopy(input, 0, session.input(), 0, input.length);
        session.forward(BATCH, true, 0);
        double sum = 0;
        for (int i = 0; i < projection.length; i++) {
            sum += (double) projection[i] * session.output()[i];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void gradientsAgreeWithCentralDifferencesWhereverANetworkBranches(long seed) {
        Network network = randomNetwork(seed);
        Weights weights = Weights.init(network, seed);
        try (Workers workers = new Workers(2)) {
            Session session = Session.forTraining(network, weights, new Engine(KERNELS, workers), BATCH);
            float[] input = examples(BATCH, WIDTH, seed + 100);
            float[] projection = examples(BATCH, WIDTH, seed + 200);
            loss(session, input, projection);
            System.arraycopy(projection, 0, session.outputGradient(), 0, projection.length);
            session.backward();
            for (Param param : network.params()) {
                float[] gradient = session.gradient(param).clone();
                float[] values = weights.values(param);
                for (int i = 0; i < values.length; i++) {
                    float value = values[i];
                    values[i] = value + 0x1p-7f;
                    double above = loss(session, input, projection);
                    values[i] = value - 0x1p-7f;
                    double below = loss(session, input, projection);
                    values[i] = value;
                    double expected = (above - below) / 0x1p-6;
                    // float rounding of two losses of size ~1 over a step of 2^-6, and the third derivative
                    assertThat((double) gradient[i]).as(param.name() + "[" + i + "]").isCloseTo(expected,
                            within(2e-3 * Math.max(1, Math.abs(expected))));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void predictionReusesBuffersAndGivesTheSameBits(long seed) {
        Network network = randomNetwork(seed);
        Weights weights = Weights.init(network, seed);
        try (Workers workers = new Workers(3)) {
            Engine engine = new Engine(KERNELS, workers);
            Session training = Session.forTraining(network, weights, engine, BATCH);
            Session prediction = Session.forPrediction(network, weights, engine, BATCH);
            float[] input = examples(BATCH, WIDTH, seed);
            System.arraycopy(input, 0, training.input(), 0, input.length);
            System.arraycopy(input, 0, prediction.input(), 0, input.length);
            training.forward(BATCH, false, 0);
            prediction.forward(BATCH, false, 0);
            assertThat(Arrays.copyOf(prediction.output(), BATCH * WIDTH))
                    .isEqualTo(Arrays.copyOf(training.output(), BATCH * WIDTH));
            assertThat(Plan.forPrediction(network).bytes(BATCH, 1, 0))
                    .isLessThan(Plan.forTraining(network).bytes(BATCH, 1, 0));
        }
    }

    @Test
    void aChainPredictsWithTwoBuffers() {
        Network chain = Network.of(Shape.vector(10), new Linear(20), new Square(), new Linear(30), new Square(),
                new Linear(5));
        assertThat(Plan.forPrediction(chain).activationSizes()).hasSize(2);
        assertThat(Plan.forTraining(chain).gradientSizes()).hasSize(2);
    }

    /** A map weighed by a gate that is made of it: the product takes the map's place, in prediction alone. */
    @Test
    void whatWorksInPlaceNeedsNoBufferInPrediction() {
        var net = Network.builder(Shape.image(8, 8, 3));
        Node map = net.add("map", Conv2d.of(21, 3));
        net.add("mean", new GlobalAveragePool2d());
        Node gate = net.add("gate", Dense.of(21));
        net.add("weighed", new Multiply(), map, gate);
        net.add("scores", Dense.of(2), net.add("end", new Flatten()));
        Network network = net.build();
        assertThat(Plan.forPrediction(network).activationSizes()).containsExactly(6 * 6 * 21, 21, 21);
        assertThat(Plan.forTraining(network).activationSizes()).containsExactly(6 * 6 * 21, 21, 21, 6 * 6 * 21, 2);
        predictsAsWithBuffersOfItsOwn(network);
    }

    @Test
    void whatOthersReadIsNotOverwritten() {
        var net = Network.builder(Shape.vector(3));
        Node first = net.add("first", new Linear(3));
        Node square = net.add("square", new Square());
        net.add("sum", new Sum(), first, square);
        net.add("twice", new Sum(), net.add("last", new Linear(3)), net.add("view", new View()));
        predictsAsWithBuffersOfItsOwn(net.build());
    }

    private static void predictsAsWithBuffersOfItsOwn(Network network) {
        Weights weights = Weights.init(network, 1);
        float[] input = examples(BATCH, network.input().size(), 3);
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(KERNELS, workers);
            Session prediction = Session.forPrediction(network, weights, engine, BATCH);
            Session training = Session.forTraining(network, weights, engine, BATCH);
            for (Session session : List.of(prediction, training)) {
                System.arraycopy(input, 0, session.input(), 0, input.length);
                session.forward(BATCH, false, 0);
            }
            int count = BATCH * network.output().size();
            assertThat(Arrays.copyOf(prediction.output(), count)).isEqualTo(Arrays.copyOf(training.output(), count));
        }
    }

    @Test
    void showsEveryLayersOutputWhereItIsKept() {
        Network network = Network.of(Shape.vector(2), new Linear(2), new Square());
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(KERNELS, workers);
            Weights weights = Weights.init(network, 1);
            Session session = Session.forInspection(network, weights, engine, 1);
            session.input()[0] = 1;
            session.forward(1, false, 0);
            Node linear = network.nodes().getFirst();
            assertThat(session.output(linear)[0]).isEqualTo(weights.values(network.params().getFirst())[0]);
            assertThatThrownBy(() -> Session.forPrediction(network, weights, engine, 1).output(linear))
                    .hasMessage("This session does not keep the output of layer 'linear-1'. "
                            + "Use Session.forInspection.");
        }
    }

    @Test
    void rejectsBatchesThatDoNotFit() {
        Network network = Network.of(Shape.vector(2), new Linear(2));
        try (Workers workers = new Workers(1)) {
            Session session = Session.forPrediction(network, Weights.init(network, 1), new Engine(KERNELS, workers),
                    3);
            assertThatThrownBy(() -> session.forward(4, false, 0))
                    .hasMessage("A batch of 4 examples does not fit a session for 1 to 3.");
        }
    }

    @Test
    void predictsLargeImagesSliceBySliceToTheSameBits() {
        Network network = Network.of(Shape.image(128, 96, 8), Conv2d.of(24, 1), Conv2d.of(3, 1),
                new GlobalAveragePool2d());
        Weights weights = Weights.init(network, 4);
        Plan plan = Plan.forPrediction(network);
        assertThat(plan.slice()).isEqualTo(2);
        assertThat(plan.bytes(5, 1, 0) - plan.bytes(2, 1, 0)).isEqualTo(
                4L * (3 * network.input().size() + 2 * network.input().size() + 5 * network.output().size()));
        int size = network.input().size();
        float[] images = examples(5, size, 6);
        try (Workers workers = new Workers(2)) {
            Engine engine = new Engine(KERNELS, workers);
            Session many = Session.forPrediction(network, weights, engine, 5);
            Session single = Session.forPrediction(network, weights, engine, 1);
            System.arraycopy(images, 0, many.input(), 0, images.length);
            many.forward(5, false, 0);
            for (int i = 0; i < 5; i++) {
                System.arraycopy(images, i * size, single.input(), 0, size);
                single.forward(1, false, 0);
                assertThat(Arrays.copyOfRange(many.output(), 3 * i, 3 * i + 3))
                        .isEqualTo(Arrays.copyOf(single.output(), 3));
            }
        }
    }

    @Test
    void doesNotReadManyWeightsForEachSlice() {
        Network network = Network.of(Shape.image(128, 96, 8), Conv2d.of(24, 1), new Flatten(), Dense.of(30));
        assertThat(Plan.forPrediction(network).slice()).isEqualTo(Integer.MAX_VALUE);
        assertThat(Plan.forTraining(network).slice()).isEqualTo(Integer.MAX_VALUE);
    }

    /** Two images would fit, but then their 700,000 numbers were less than twelve times the 150,000 weights. */
    @Test
    void slicesAreLongerWhereThereAreMoreWeights() {
        Network network = Network.of(Shape.image(128, 96, 8), Conv2d.of(24, 1), MaxPool2d.of(8), new Flatten(),
                Dense.of(30));
        assertThat(Plan.forPrediction(network).slice()).isEqualTo(3);
    }

    /** A layer in whose forward something happens. */
    record Meanwhile(Runnable what) implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.of(in.input(), new Op() {
                @Override
                public void forward(Forward pass) {
                    what.run();
                }

                @Override
                public void backward(Backward pass) {
                    what.run();
                }
            });
        }

        @Override
        public String toString() {
            return "Meanwhile[]";
        }
    }

    @Test
    void aSecondThreadMeanwhileIsRefused() {
        Session[] session = new Session[1];
        List<Throwable> refused = new ArrayList<>();
        Network network = Network.of(Shape.vector(WIDTH), new Linear(WIDTH), new Meanwhile(() -> {
            Thread other = new Thread(() -> {
                for (Runnable call : List.<Runnable>of(() -> session[0].forward(1, false, 0), session[0]::backward,
                        session[0]::weightsChanged)) {
                    try {
                        call.run();
                    } catch (IllegalStateException e) {
                        refused.add(e);
                    }
                }
            });
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
        try (Workers workers = new Workers(1)) {
            session[0] = Session.forTraining(network, Weights.init(network, 1), new Engine(KERNELS, workers), 1);
            session[0].forward(1, true, 0);
            session[0].backward();
            session[0].weightsChanged();
        }
        assertThat(refused).hasSize(6).allSatisfy(thrown -> assertThat(thrown)
                .hasMessage("This session is at work already, on thread '" + Thread.currentThread().getName()
                        + "'. A session belongs to one thread at a time: give each its own, or share a Predictor."));
    }

    @Test
    void isFreeAgainAfterALayerFailed() {
        boolean[] fails = {true};
        Network network = Network.of(Shape.vector(WIDTH), new Meanwhile(() -> {
            if (fails[0]) {
                throw new IllegalStateException("once");
            }
        }));
        try (Workers workers = new Workers(1)) {
            Session session = Session.forPrediction(network, Weights.init(network, 1), new Engine(KERNELS, workers), 1);
            assertThatThrownBy(() -> session.forward(1, false, 0)).hasMessageContaining("once");
            fails[0] = false;
            session.forward(1, false, 0);
        }
    }
}
