package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.layer.Param;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.onnx.graph.Constant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A network with weights and a batch of examples, here, in ONNX Runtime and imported again.
 *
 * @param network the network
 * @param weights drawn, states away from where they begin
 * @param examples channels last
 */
record RoundTrip(Network network, Weights weights, float[] examples) {
    private static final int BATCH = 2;
    /** Of the largest number. Both sum in float, in another order: the deepest networks are off by a tenth of it. */
    private static final double TOLERANCE = 1e-4;

    static RoundTrip of(Network network) {
        Weights weights = Weights.init(network, 7);
        Random random = new Random(11);
        for (Param param : network.params()) {
            float[] values = weights.values(param);
            boolean positive = param.name().endsWith("variance");
            boolean flat = positive || param.name().endsWith("scale");
            for (int i = 0; i < values.length && param.shape().rank() == 1; i++) {
                values[i] = flat ? 0.8f + 0.4f * random.nextFloat() : values[i] + 0.4f * random.nextFloat() - 0.2f;
            }
        }
        float[] examples = new float[BATCH * network.input().size()];
        for (int i = 0; i < examples.length; i++) {
            examples[i] = 2 * random.nextFloat() - 1;
        }
        return new RoundTrip(network, weights, examples);
    }

    OnnxExport export() {
        return Onnx.export(network, weights);
    }

    /** What our network gives. */
    float[] ours(Engine engine) {
        return run(network, weights, engine, examples);
    }

    private static float[] run(Network network, Weights weights, Engine engine, float[] examples) {
        Session session = Session.forPrediction(network, weights, engine, BATCH);
        System.arraycopy(examples, 0, session.input(), 0, examples.length);
        session.forward(BATCH, false, 0);
        return Arrays.copyOf(session.output(), BATCH * network.output().size());
    }

    /** What ONNX Runtime gives, channels last. */
    float[] theirs(OnnxExport export) {
        return theirs(export.bytes());
    }

    /** What ONNX Runtime gives with a file's bytes, channels last. */
    float[] theirs(byte[] file) {
        int[] dims = firstDims(network.input());
        float[] output = OnnxRuntime.run(file, turned(examples, network.input(), true),
                IntStream.of(dims).asLongStream().toArray()).values().iterator().next();
        return turned(output, network.output(), false);
    }

    /** What the network gives that is made of the exported file. */
    float[] imported(ImportedNetwork again, Engine engine) {
        return run(again.network(), again.weights(), engine, examples);
    }

    static void assertSame(float[] actual, float[] due, String what) {
        assertThat(actual).as(what).hasSameSizeAs(due);
        double most = 0;
        double largest = 1e-30;
        for (int i = 0; i < due.length; i++) {
            most = Math.max(most, Math.abs((double) actual[i] - due[i]));
            largest = Math.max(largest, Math.abs(due[i]));
            assertThat(actual[i]).as(what).isNotNaN();
        }
        assertThat(most / largest).as("%s: largest difference %s of %s", what, most, largest).isLessThan(TOLERANCE);
    }

    private static int[] firstDims(Shape shape) {
        int channels = shape.rank() - 1;
        return IntStream.concat(IntStream.of(BATCH, shape.dim(channels)), IntStream.range(0, channels).map(shape::dim))
                .toArray();
    }

    /** A batch with its channels first, or with first ones last. */
    private static float[] turned(float[] numbers, Shape shape, boolean first) {
        int rank = shape.rank();
        int[] last = IntStream.concat(IntStream.of(BATCH), IntStream.of(shape.dims())).toArray();
        int[] toFirst = IntStream.concat(IntStream.of(0, rank), IntStream.range(1, rank)).toArray();
        int[] toLast = IntStream
                .concat(IntStream.of(0), IntStream.concat(IntStream.range(2, rank + 1), IntStream.of(1)))
                .toArray();
        return first
                ? Constant.of(last, numbers).permute(toFirst).asFloats()
                : Constant.of(firstDims(shape), numbers).permute(toLast).asFloats();
    }
}
