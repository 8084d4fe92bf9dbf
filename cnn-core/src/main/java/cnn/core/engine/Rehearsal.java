package cnn.core.engine;

import cnn.api.Rng;
import cnn.api.kernel.Kernels;
import cnn.core.log.Log;
import cnn.core.network.Weights;
import cnn.core.registry.WarmingKernels;
import java.time.Duration;
import java.util.Locale;

/**
 * Finds out when the JIT is ready for the fast kernels: sessions of its own do the work of the real one on them and on the
 * plain ones in turn, on a thread of its own, until the fast ones need less time. Meanwhile the real one computes on the
 * plain ones and measures nothing. Being used here is also what makes the JIT compile the fast ones: before, a step on them
 * takes a hundred times as long, and loading the classes of vectors as long as a thousand steps.
 */
final class Rehearsal implements Runnable {
    /** Multiply-adds of a step of training, of which many will follow: an epoch takes plain kernels longer than warming up. */
    private static final long LARGE_STEP = 30_000_000;
    /** Multiply-adds of a prediction, of which the first may be the only one. */
    private static final long LARGE_PREDICTION = 100_000_000;
    /** Multiply-adds below which one prediction on plain kernels and one on cold ones need no longer than two on these. */
    private static final long HUGE_PREDICTION = 1_000_000_000;
    /** Parameters of which a copy is too much memory to spare. */
    private static final long MANY = 4_000_000;
    /** Examples that the first rounds have. */
    private static final int FEW = 4;
    /** Times a round's duration that it rests, for the real session may need this processor. */
    private static final int REST = Runtime.getRuntime().availableProcessors() > 1 ? 1 : 9;
    /** Work in which the JIT has compiled what it will, on a busy machine too. */
    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final Log LOG = Log.of(Rehearsal.class);

    private final WarmingKernels kernels;
    private final Workers workers;
    private final Plan plan;
    private final Weights weights;
    private final int batch;
    private final boolean learning;
    private final Duration enough;

    /** To be run by a thread of its own; weights are copied now. */
    Rehearsal(WarmingKernels kernels, Plan plan, Weights weights, Workers workers, int batch, boolean learning,
            Duration enough) {
        this.kernels = kernels;
        this.plan = plan;
        this.weights = weights.copy();
        this.workers = workers;
        this.batch = batch;
        this.learning = learning;
        this.enough = enough;
    }

    private static void fill(float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Rng.uniform(1, i) - 0.5f;
        }
    }

    /**
     * What a session asks while its kernels are cold: begins a rehearsal where that is due, and changes over where the work is
     * large in itself, at once in training and behind the first prediction.
     *
     * @param work multiply-adds of what is about to be done
     */
    static void before(long work, WarmingKernels kernels, Plan plan, Weights weights, Workers workers, int batch,
            boolean learning) {
        boolean large = work >= (learning ? LARGE_STEP : LARGE_PREDICTION) || plan.network().parameters() >= MANY;
        boolean first = large && !learning && work < HUGE_PREDICTION && kernels.spare();
        if (!first && (large || kernels.hasSpared())) {
            kernels.changeOver();
        } else if (!large && kernels.count(work)) {
            Thread.ofPlatform().daemon().name("cnn-rehearsal").inheritInheritableThreadLocals(false)
                    .start(new Rehearsal(kernels, plan, weights, workers, batch, learning, ENOUGH));
        }
    }

    @Override
    public void run() {
        try {
            // what most calls need is compiled after a few examples; they cost little, and every example costs much at first
            Verdict few = rounds(Math.min(batch, Math.max(FEW, plan.network().leastBatch())));
            settle(few.isFast() ? rounds(batch) : few);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable thrown) { // the real session will meet it, and say whose fault it is
            kernels.changeOver();
        }
    }

    /** Rounds of a batch on both sets until there is a verdict. */
    private Verdict rounds(int examples) throws InterruptedException {
        Session plain = session(examples, kernels.plain());
        Session fast = session(examples, kernels.fast());
        Verdict verdict = new Verdict(enough);
        while (verdict.isOpen() && !workers.areClosed()) {
            long first = System.nanoTime();
            step(fast, examples);
            long middle = System.nanoTime();
            step(plain, examples);
            long end = System.nanoTime();
            verdict.add(middle - first, end - middle);
            Thread.sleep(Duration.ofNanos(REST * (end - first)));
        }
        return verdict;
    }

    private Session session(int examples, Kernels set) {
        Session session = new Session(plan, weights, new PackedWeights(plan, weights, set),
                new Engine(set, new Workers(1)), examples);
        fill(session.input());
        if (learning) {
            fill(session.outputGradient());
        }
        return session;
    }

    private void step(Session session, int examples) {
        session.forward(examples, learning, 1);
        if (learning) {
            session.backward();
            session.stepped();
        }
    }

    private void settle(Verdict verdict) {
        if (workers.areClosed()) {
            return;
        }
        if (verdict.isFast()) {
            kernels.changeOver();
        } else {
            kernels.stay();
            LOG.warn(slow(kernels.fast().id(), kernels.plain().id(), verdict));
        }
    }

    static String slow(String fast, String plain, Verdict verdict) {
        return String.format(Locale.ROOT,
                "Kernels '%s' are not used: this JVM needs %.1f ms on them for what takes %.1f ms on "
                        + "'%s', which therefore compute. Use a JDK whose JIT makes instructions of vectors, or ask for a set yourself: "
                        + "--kernels simd or Cnn.builder().kernels(\"simd\").",
                fast, verdict.fast(), verdict.plain(), plain);
    }
}
