package cnn.bench.peers;

import cnn.bench.Trial;
import cnn.bench.networks.Workload.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Who takes part. */
public enum Library {
    /** This project. */
    CNN("cnn", List.of(Task.TRAIN, Task.INFER), Ours::new),
    /** Microsoft's runtime for trained networks. */
    ONNX_RUNTIME("onnxruntime", List.of(Task.INFER), OnnxRuntime::new),
    /** PyTorch's native library under the Deep Java Library. */
    PYTORCH("pytorch", List.of(Task.TRAIN, Task.INFER), PyTorch::new),
    /** DeepLearning4J on ND4J's native backend. */
    DEEPLEARNING4J("deeplearning4j", List.of(Task.TRAIN), DeepLearning4j::new);

    private final String id;
    private final List<Task> tasks;
    private final BiFunction<Trial, Integer, Contender> opening;

    Library(String id, List<Task> tasks, BiFunction<Trial, Integer, Contender> opening) {
        this.id = id;
        this.tasks = tasks;
        this.opening = opening;
    }

    /** Name on the command line and in reports. */
    public String id() {
        return id;
    }

    /** Whether it is compared at this. */
    public boolean does(Task task) {
        return tasks.contains(task);
    }

    /** Loads a workload. */
    Contender open(Trial trial, int threads) {
        return opening.apply(trial, threads);
    }

    /** What its process needs in its environment: as many threads as the others have, and nothing from the network. */
    Map<String, String> environment(int threads) {
        return Map.of("OMP_NUM_THREADS", Integer.toString(threads), "MKL_NUM_THREADS", Integer.toString(threads),
                "OPENBLAS_NUM_THREADS", Integer.toString(threads), "OPT_OUT_TRACKING", "true");
    }

    /** What its JVM is told beside the usual flags. */
    List<String> options(int threads) {
        return this == PYTORCH
                ? List.of("-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=" + threads,
                        "-Dai.djl.pytorch.num_interop_threads=1")
                : List.of();
    }

    /** The library of this name. */
    static Library named(String id) {
        return Arrays.stream(values()).filter(library -> library.id.equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no library '" + id + "' to compare with. "
                        + "There are: " + String.join(", ", Arrays.stream(values()).map(Library::id).toList()) + "."));
    }
}
