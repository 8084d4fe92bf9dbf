package cnn.core.engine;

import cnn.api.kernel.Kernels;
import cnn.core.network.Fusion;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.core.registry.WarmingKernels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How long each layer of a network takes in prediction, as it runs: layers that another has absorbed run within it and have no
 * time of their own.
 *
 * @param batch images at a time
 * @param threads that computed
 * @param seconds for one image, by the layer's name
 * @param within of absorbed layers, the name of the one that they run within
 */
public record LayerTimes(int batch, int threads, Map<String, Double> seconds, Map<String, String> within) {
    private static final int BATCH = 32;
    private static final int FEWEST_RUNS = 3;
    private static final double WORTH_MENTION = 0.99;

    public LayerTimes {
        seconds = Map.copyOf(seconds);
        within = Map.copyOf(within);
    }

    /**
     * Measures 32 images at a time, or as many as go through together, and takes each layer's shortest time: others have what
     * the computer did besides.
     *
     * @param network the one that predicts
     * @param patience how long it may take
     */
    public static LayerTimes measure(Network network, Weights weights, Engine engine, Duration patience) {
        return measure(network, weights, engine, BATCH, patience);
    }

    /**
     * The same for another number of images at a time.
     *
     * @param images more than go through together are measured as so many
     */
    public static LayerTimes measure(Network network, Weights weights, Engine engine, int images, Duration patience) {
        Plan plan = Plan.forPrediction(network);
        int batch = Math.ceilDiv(images, plan.slices(images));
        Kernels kernels = engine.kernels() instanceof WarmingKernels warming ? warming.last() : engine.kernels();
        Engine warm = new Engine(kernels, engine.workers());
        Session session = new Session(plan, weights, new PackedWeights(plan, weights, warm), warm, batch);
        long[] run = new long[plan.network().nodes().size()];
        session.forwardTimed(batch, run);
        long[] least = run.clone();
        long start = System.nanoTime();
        long shorter = start;
        double total = Double.POSITIVE_INFINITY;
        for (int runs = 0; runs < FEWEST_RUNS || isWorthwhile(start, shorter, patience); runs++) {
            session.forwardTimed(batch, run);
            for (int i = 0; i < run.length; i++) {
                least[i] = Math.min(least[i], run[i]);
            }
            double now = LongStream.of(least).sum();
            if (now < WORTH_MENTION * total) {
                total = now;
                shorter = System.nanoTime();
            }
        }
        Map<String, Double> seconds = new LinkedHashMap<>();
        Map<String, String> within = new LinkedHashMap<>();
        for (Node node : plan.network().nodes()) {
            if (!node.isView()) {
                List<String> members = Fusion.members(node);
                seconds.put(members.getFirst(), least[node.index()] / 1e9 / batch);
                members.stream().skip(1).forEach(member -> within.put(member, members.getFirst()));
            }
        }
        return new LayerTimes(batch, engine.workers().threads(), seconds, within);
    }

    /** Until times have stopped falling for a quarter of the patience, as they do when the JIT is done; and no longer than that. */
    private static boolean isWorthwhile(long start, long shorter, Duration patience) {
        long now = System.nanoTime();
        return now - start < patience.toNanos() && now - shorter < patience.toNanos() / 4;
    }

    /** All layers together, for one image. */
    public double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
