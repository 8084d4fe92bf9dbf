package cnn.bench.peers;

import cnn.bench.networks.Workload;
import cnn.bench.networks.Workload.Task;
import cnn.core.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All libraries at one workload: first whether they agree, then their turns, one after the other and round after round,
 * so that whatever else the machine does meets them alike.
 *
 * @param threads threads of each
 * @param rounds turns of each that count
 * @param seconds length of a turn
 * @param peak floating-point operations per second that so many threads could do at best
 */
record Match(int threads, int rounds, double seconds, double peak) {
    private static final int WARM_UP_ROUNDS = 2;
    /** Threads of a library spin for a moment after its turn; the next one should not pay for that. */
    private static final long PAUSE_MILLISECONDS = 300;

    /**
     * What one library did.
     *
     * @param library its name
     * @param version its version
     * @param imagesPerSecond median over its turns
     * @param slowest the slowest turn, in images per second
     * @param fastest the fastest turn
     * @param ratio how many times faster the first library is, by the median of each round's ratio
     * @param peakShare share of the machine's peak that its multiply-adds would need if done one by one
     * @param peakMebibytes most memory its process had in use
     * @param difference largest difference of its scores from the first library's, in units of its largest or of 1
     * @param agrees whether that is small
     * @param losses mean losses of its first training steps
     * @param secondsToReady from the start of its process to its first scores
     */
    record Result(String library, String version, double imagesPerSecond, double slowest, double fastest,
            double ratio, double peakShare, long peakMebibytes, double difference, boolean agrees, double[] losses,
            double secondsToReady) {
    }

    /** Starts a library's process. */
    @FunctionalInterface
    interface Table {
        Seat seat(Library library, Path folder) throws IOException;
    }

    List<Result> play(Workload workload, List<Library> libraries) throws IOException, InterruptedException {
        return play(workload, libraries, (library, folder) -> new Seat(library, workload, threads, folder));
    }

    List<Result> play(Workload workload, List<Library> libraries, Table table)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("cnn-bench-");
        List<Seat> seats = new ArrayList<>();
        try {
            for (Library library : libraries) {
                Seat seat = table.seat(library, folder);
                seats.add(seat);
                seat.awaitReady();
            }
            double[][] times = new double[seats.size()][rounds];
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (int i = 0; i < seats.size(); i++) {
                    Thread.sleep(PAUSE_MILLISECONDS);
                    double time = seats.get(i).work(seconds);
                    if (round >= 0) {
                        times[i][round] = time;
                    }
                }
            }
            List<Result> results = results(workload, seats, times);
            for (Seat seat : seats) {
                seat.clean();
            }
            Files.delete(folder);
            return results;
        } finally {
            seats.forEach(Seat::close);
        }
    }

    private List<Result> results(Workload workload, List<Seat> seats, double[][] times) throws IOException {
        Network network = workload.network().get();
        boolean training = workload.task() == Task.TRAIN;
        double operations = 2.0 * network.multiplyAdds() * (training ? 3 : 1);
        float[] reference = scores(seats.getFirst(), training, network);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            double[] rates = Arrays.stream(times[i]).map(time -> workload.batch() / time).sorted().toArray();
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = times[i][round] / times[0][round];
            }
            Arrays.sort(ratios);
            double difference = Agreement.difference(reference, scores(seat, training, network));
            results.add(new Result(seat.library().id(), seat.version(), median(rates), rates[0],
                    rates[rates.length - 1], median(ratios), median(rates) * operations / peak, seat.peakMebibytes(),
                    difference, Agreement.holds(difference), seat.losses(), seat.secondsToReady()));
        }
        return results;
    }

    private static float[] scores(Seat seat, boolean training, Network network) throws IOException {
        return training ? Agreement.belowHighest(seat.scores(), network.output().size()) : seat.scores();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
