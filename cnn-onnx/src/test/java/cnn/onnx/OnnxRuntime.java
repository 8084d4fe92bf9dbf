package cnn.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** ONNX Runtime, which is native: where it does not load, a test that asks it is skipped, and says so. */
final class OnnxRuntime {
    private OnnxRuntime() {
    }

    /**
     * What a file's graph gives for its only input, by the names of its outputs.
     *
     * @param input channels first
     * @param dims of the input, the batch included
     */
    static Map<String, float[]> run(byte[] file, float[] input, long... dims) {
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(file, options);
                    OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), dims);
                    OrtSession.Result result = session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
                Map<String, float[]> outputs = new LinkedHashMap<>();
                result.forEach(entry -> outputs.put(entry.getKey(), numbers((OnnxTensor) entry.getValue())));
                return outputs;
            }
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime refuses the file: " + e.getMessage(), e);
        }
    }

    private static float[] numbers(OnnxTensor tensor) {
        Buffer buffer = switch (tensor.getInfo().type) {
            case FLOAT -> tensor.getFloatBuffer();
            case INT64 -> tensor.getLongBuffer();
            default -> tensor.getByteBuffer();
        };
        float[] numbers = new float[buffer.remaining()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (buffer) {
                case FloatBuffer floats -> floats.get(i);
                case LongBuffer longs -> longs.get(i);
                default -> ((ByteBuffer) buffer).get(i);
            };
        }
        return numbers;
    }

    private static OrtEnvironment environment() {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (LinkageError | RuntimeException e) {
            return Assumptions.abort("ONNX Runtime does not load here: " + e);
        }
    }
}
