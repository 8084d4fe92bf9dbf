package cnn.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Model;
import cnn.core.registry.Registry;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** A whole program: loads LeNet-5 from its file, predicts one image, says so and ends. */
public final class FirstPrediction {
    /** By name, because the class of all libraries would need all their jars. */
    private static final String OURS = "cnn";
    private static final int SIDE = 28;
    private static final int CLASSES = 10;

    private FirstPrediction() {
    }

    /** Arguments: library, file, threads. */
    public static void main(String[] args) throws OrtException {
        PrintStream answers = System.out;
        Path file = Path.of(args[1]);
        int threads = Integer.parseInt(args[2]);
        float[] probabilities = args[0].equals(OURS) ? ours(file, threads) : theirs(file, threads);
        answers.println(Player.MARK + "predicted " + probabilities.length);
    }

    private static float[] ours(Path file, int threads) {
        Registry registry = Registry.load();
        try (Workers workers = new Workers(threads)) {
            float[] probabilities = new float[CLASSES];
            Model.load(file, registry).predictor(new Engine(registry.warmingKernels(), workers))
                    .predict(new float[SIDE * SIDE], probabilities);
            return probabilities;
        }
    }

    private static float[] theirs(Path file, int threads) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = OnnxRuntime.options(threads);
                OrtSession session = environment.createSession(file.toString(), options);
                OnnxTensor image = OnnxTensor.createTensor(environment, FloatBuffer.allocate(SIDE * SIDE),
                        new long[] {1, 1, SIDE, SIDE});
                OrtSession.Result result = session.run(Map.of("input", image))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }
}
