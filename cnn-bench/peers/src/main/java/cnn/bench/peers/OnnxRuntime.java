package cnn.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import cnn.api.Shape;
import cnn.bench.Trial;
import cnn.onnx.Onnx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * ONNX Runtime, prediction only. All graph optimisations, fixed batch, one operator at a time on all threads; the input
 * lies in native memory from the start, so that a run copies nothing in.
 */
final class OnnxRuntime implements Contender {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;
    private final Shape output;

    OnnxRuntime(Trial trial, int threads) {
        this(Onnx.export(trial.network(), trial.weights()).batch(trial.workload().batch()).bytes(), trial.images(),
                trial.network().input(), trial.network().output(), threads);
    }

    /** With a file's bytes, and a batch of images, channels-last. */
    OnnxRuntime(byte[] file, float[] lastChannels, Shape shape, Shape output, int threads) {
        this.output = output;
        int batch = lastChannels.length / shape.size();
        try (SessionOptions options = options(threads)) {
            session = environment.createSession(file, options);
            float[] images = ChannelsFirst.images(lastChannels, shape);
            FloatBuffer buffer = ByteBuffer.allocateDirect(images.length * Float.BYTES).order(ByteOrder.nativeOrder())
                    .asFloatBuffer().put(images).rewind();
            inputs = Map.of("input", OnnxTensor.createTensor(environment, buffer,
                    new long[] {batch, shape.channels(), shape.height(), shape.width()}));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not load the network: " + e.getMessage(), e);
        }
    }

    static SessionOptions options(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        return options;
    }

    @Override
    public String version() {
        return "ONNX Runtime " + environment.getVersion();
    }

    @Override
    public float[] scores() {
        try (OrtSession.Result result = session.run(inputs)) {
            FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] scores = new float[buffer.remaining()];
            buffer.get(scores);
            return ChannelsFirst.back(scores, output);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    public double run() {
        try (OrtSession.Result result = session.run(inputs)) {
            return result.size();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }
}
