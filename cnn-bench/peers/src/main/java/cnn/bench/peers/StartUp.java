package cnn.bench.peers;

import cnn.bench.Trial;
import cnn.bench.networks.Workload;
import cnn.bench.peers.onnx.OnnxModel;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** From the start of a process to its first prediction: LeNet-5 from its file, here and in ONNX Runtime, in turn. */
record StartUp(int threads, int rounds) {
    /** Name among the workloads. */
    static final String NAME = "start-lenet5";

    /**
     * Median times.
     *
     * @param cnn seconds of this project
     * @param onnxRuntime seconds of ONNX Runtime in Java
     * @param ratio how many times faster this project is, median of the rounds' ratios
     */
    record Result(double cnn, double onnxRuntime, double ratio) {
    }

    Result measure() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("cnn-bench-");
        Trial trial = new Trial(Workload.named("infer-lenet5-b1"));
        Path ours = folder.resolve("lenet5.safetensors");
        new Model(trial.network(), trial.weights(), Preprocessing.none(trial.network().input()),
                IntStream.range(0, trial.network().output().size()).mapToObj(Integer::toString).toList(),
                SoftmaxCrossEntropy.of(), Provenance.unknown()).save(ours);
        Path theirs = Files.write(folder.resolve("lenet5.onnx"), OnnxModel.of(trial.network(), trial.weights(), 1));
        double[][] seconds = new double[3][rounds];
        for (int round = -1; round < rounds; round++) {
            double first = start(Library.CNN, ours);
            double second = start(Library.ONNX_RUNTIME, theirs);
            if (round >= 0) { // the first round reads everything from disk
                seconds[0][round] = first;
                seconds[1][round] = second;
                seconds[2][round] = second / first;
            }
        }
        for (double[] each : seconds) {
            Arrays.sort(each);
        }
        return new Result(seconds[0][rounds / 2], seconds[1][rounds / 2], seconds[2][rounds / 2]);
    }

    private double start(Library library, Path file) throws IOException, InterruptedException {
        List<String> command = Seat.java(library, threads, FirstPrediction.class, library.id(), file.toString(),
                Integer.toString(threads));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            double seconds = (System.nanoTime() - start) * 1e-9;
            if (line == null || !line.startsWith(Player.MARK)) {
                throw new IllegalStateException(
                        library.id() + " ended without a prediction: " + String.join(" ", command));
            }
            process.waitFor();
            return seconds;
        }
    }
}
