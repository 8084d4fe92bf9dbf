package cnn.bench.peers;

import cnn.bench.Trial;
import cnn.bench.networks.Workload;
import cnn.bench.networks.Workload.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The process of one library: loads a workload, leaves its scores in a file, and then works for as long as it is told,
 * turn by turn. It answers on standard output, in lines that start with {@code @}.
 */
public final class Player {
    /** Before a line that is meant for the other side. */
    static final String MARK = "@ ";
    private static final int STEPS_TO_COMPARE = 3;

    private final PrintStream answers;
    private final Contender contender;

    Player(PrintStream answers, Contender contender) {
        this.answers = answers;
        this.contender = contender;
    }

    /** Arguments: library, workload, threads, file for the scores. */
    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // what libraries print is no answer
        Trial trial = new Trial(Workload.named(args[1]));
        try (Contender contender = Library.named(args[0]).open(trial, Integer.parseInt(args[2]))) {
            new Player(answers, contender).play(trial.workload().task(), Path.of(args[3]));
        }
    }

    void play(Task task, Path scores) throws IOException {
        Files.write(scores, bytes(contender.scores()));
        StringBuilder losses = new StringBuilder();
        for (int i = 0; i < STEPS_TO_COMPARE && task == Task.TRAIN; i++) {
            losses.append(String.format(Locale.ROOT, " %.6f", contender.run()));
        }
        answer("ready", contender.version().replace(' ', '_') + losses);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            work(Double.parseDouble(order));
        }
    }

    /** One turn: as many runs as fit into the time, at least one. */
    private void work(double seconds) {
        long start = System.nanoTime();
        long runs = 0;
        long elapsed;
        do {
            contender.run();
            runs++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < seconds * 1e9);
        answer("did", runs + " " + elapsed + " " + peakMebibytes());
    }

    private void answer(String word, String rest) {
        answers.println(MARK + word + " " + rest);
        answers.flush();
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** The most memory that this process ever had in use, as Linux counts it; 0 elsewhere. */
    private static long peakMebibytes() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024).findFirst().orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
