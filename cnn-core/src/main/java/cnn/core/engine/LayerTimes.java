package cnn.core.engine;

import cnn.core.network.Fusion;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    public LayerTimes {
        seconds = Map.copyOf(seconds);
        within = Map.copyOf(within);
    }

    /**
     * Measures for about so long, and takes each layer's shortest time: others have what the computer did besides.
     *
     * @param network the one that predicts
     */
    public static LayerTimes measure(Network network, Weights weights, Engine engine, Duration patience) {
        Plan plan = Plan.forPrediction(network);
        int batch = Math.min(BATCH, plan.slice());
        Session session = new Session(plan, weights, new PackedWeights(plan, weights, engine), engine, batch);
        long[] run = new long[plan.network().nodes().size()];
        session.forwardTimed(batch, run);
        long[] least = run.clone();
        long end = System.nanoTime() + patience.toNanos();
        for (int runs = 0; runs < FEWEST_RUNS || System.nanoTime() < end; runs++) {
            session.forwardTimed(batch, run);
            for (int i = 0; i < run.length; i++) {
                least[i] = Math.min(least[i], run[i]);
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

    /** All layers together, for one image. */
    public double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
