package cnn.core.train;

import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.data.CheckedData;
import cnn.core.data.ImageAugmenters;
import cnn.core.data.TargetReader;
import cnn.core.log.Log;
import cnn.core.model.Preprocessing;
import cnn.core.registry.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads, augments and normalises images ahead of the network, on threads of its own. Which image comes when, and how it
 * is changed, follows from seed and epoch alone. Taking a batch allocates nothing.
 *
 * <p>A ring of batches: threads take the numbers of batches to fill in order, at most as many ahead as the ring is
 * long; the network takes them in the same order.
 */
final class BatchLoader implements AutoCloseable {
    static final int RING = 4;
    /** The child of an epoch's key that batches' keys are children of; those of images are 0 and above. */
    private static final long BATCHES = -1;
    private static final int SPINS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DataSet data;
    private final Preprocessing preprocessing;
    private final ImageAugmenters augmenters;
    private final List<BatchAugmenter> batchAugmenters;
    private final int batch;
    private final long seed;
    private final EpochOrder sequence;
    private final int[] order;
    private final int[] labels;
    private final Batch[] ring = new Batch[RING];
    private final Semaphore toFill = new Semaphore(0);
    private final AtomicInteger next = new AtomicInteger();
    private final int threadCount;
    private volatile List<Thread> threads = List.of();
    private volatile boolean stopped;
    private volatile @Nullable Thread waiting;
    private long epochKey;
    private int taken;
    private int released;
    private long waited;

    /**
     * Starts no thread yet: {@link #start} does.
     *
     * @param batch examples in a batch; the last of an epoch may have fewer
     * @param threads threads that fill batches
     * @param seed the run's seed
     * @param sequence which of the images come in an epoch
     */
    BatchLoader(DataSet data, Preprocessing preprocessing, List<Augmenter> augmenters,
            List<BatchAugmenter> batchAugmenters, int batch, int threads, long seed, EpochOrder sequence) {
        this.data = data;
        this.sequence = sequence;
        this.preprocessing = preprocessing;
        this.augmenters = new ImageAugmenters(augmenters);
        this.batchAugmenters = List.copyOf(batchAugmenters);
        this.batch = batch;
        this.seed = seed;
        this.order = new int[data.size()];
        int width = TargetReader.width(data.targets());
        this.labels = TargetReader.hasClasses(data.targets()) ? CheckedData.labels(data) : new int[0];
        for (int i = 0; i < RING; i++) {
            ring[i] = new Batch(Math.min(batch, data.size()), data.shape(), width);
        }
        threadCount = threads;
    }

    /** Batches in an epoch. */
    int batches() {
        return (order.length + batch - 1) / batch;
    }

    /**
     * Begins an epoch, the first time with new threads. All batches of the one before must have been taken and
     * released.
     *
     * @param epoch its number, from which order and changes follow
     * @param shuffle whether images come in random order
     * @param first the batch that comes first: the ones before it were learnt when a run was interrupted
     */
    void start(int epoch, boolean shuffle, int first) {
        epochKey = ImageAugmenters.epochKey(seed, epoch);
        if (shuffle) {
            sequence.draw(epochKey, order);
        } else {
            sequence.plain(order);
        }
        for (Batch slot : ring) {
            slot.ready = -1;
        }
        taken = first;
        released = first;
        waited = 0;
        next.set(first);
        toFill.release(Math.min(RING, batches() - first));
        if (threads.isEmpty() && !stopped) {
            threads = IntStream.rangeClosed(1, threadCount)
                    .mapToObj(i -> Thread.ofPlatform().daemon().name("cnn-loader-" + i).start(this::fillAll)).toList();
        }
    }

    /**
     * The next batch of the epoch, or null after the last. Waits until it is ready; null as well where {@link #stop} was
     * called or this thread interrupted, however long a data set takes.
     */
    @Nullable
    Batch take() {
        if (taken == batches() || stopped) {
            return null;
        }
        Batch slot = ring[taken % RING];
        if (slot.ready != taken) {
            long start = System.nanoTime();
            boolean ready = await(slot);
            waited += System.nanoTime() - start;
            if (!ready) {
                return null;
            }
        }
        Throwable failure = slot.failure;
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException("Images could not be loaded: " + failure, failure);
        }
        taken++;
        return slot;
    }

    private boolean await(Batch slot) {
        for (int spins = 0; slot.ready != taken && spins < SPINS; spins++) {
            Thread.onSpinWait();
        }
        waiting = Thread.currentThread();
        while (slot.ready != taken && !stopped && !Thread.currentThread().isInterrupted()) {
            LockSupport.park(this);
        }
        waiting = null;
        return slot.ready == taken;
    }

    /** Gives the batch taken last back to be filled again. */
    void release() {
        released++;
        if (released + RING <= batches()) {
            toFill.release();
        }
    }

    /** Nanoseconds of this epoch that {@link #take} waited for data. */
    long waited() {
        return waited;
    }

    /** Ends the loading, and the waiting for it. From any thread; the threads end when they are done with an image. */
    void stop() {
        stopped = true;
        toFill.release(threadCount);
        LockSupport.unpark(waiting);
    }

    /** Whether a thread is one of those that load. */
    boolean owns(Thread thread) {
        return threads.contains(thread);
    }

    /**
     * Ends the threads and waits for them. One that a data set does not let go is interrupted after a while, and in the
     * end left behind, which is logged: it is a daemon and keeps no JVM alive.
     */
    @Override
    public void close() {
        stop();
        if (owns(Thread.currentThread())) {
            return;
        }
        if (!join(PATIENCE)) {
            threads.forEach(Thread::interrupt);
            if (!join(PATIENCE)) {
                Log.of(BatchLoader.class).warn("Threads that load images did not end within "
                        + 2 * PATIENCE.toSeconds() + " s: " + data.getClass().getName()
                        + " does not return from reading an image. They are left behind.");
            }
        }
    }

    private boolean join(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        boolean interrupted = Thread.interrupted(); // waiting goes on, for a bounded time
        boolean ended = true;
        for (Thread thread : threads) {
            try {
                ended &= thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
                ended &= !thread.isAlive();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended;
    }

    private void fillAll() {
        Image first = null;
        Image second = null;
        TargetReader targets = null;
        Rng random = new Rng(0);
        while (true) {
            toFill.acquireUninterruptibly();
            if (stopped) {
                return;
            }
            int number = next.getAndIncrement();
            Batch slot = ring[number % RING];
            try {
                slot.failure = null;
                if (first == null || second == null || targets == null) { // in here, so that too little memory is told
                    first = Image.of(data.shape());
                    second = Image.of(data.shape());
                    targets = new TargetReader(data);
                }
                fill(slot, number, first, second, targets, random);
            } catch (Throwable thrown) {
                slot.failure = thrown;
            }
            slot.ready = number;
            LockSupport.unpark(waiting);
        }
    }

    private void fill(Batch slot, int number, Image first, Image second, TargetReader targets, Rng random) {
        int start = number * batch;
        slot.size = Math.min(batch, order.length - start);
        for (int i = 0; i < slot.size && !stopped; i++) {
            int index = order[start + i];
            Image image = first;
            read(index, first);
            if (!augmenters.isEmpty()) {
                image = augmenters.apply(first, second, random.restart(sequence.imageKey(epochKey, index, start + i)));
            }
            int size = data.shape().size();
            preprocessing.apply(image.pixels(), slot.images, i * size);
            if (!CheckedData.areFinite(slot.images, i * size, size)) {
                throw notFinite(index, first);
            }
            if (labels.length > 0) {
                CheckedData.sameLabel(data, index, labels[index]);
            }
            targets.read(index, slot.targets, i * targets.width());
        }
        for (int i = 0; i < batchAugmenters.size() && !stopped; i++) {
            random.restart(Rng.key(Rng.key(Rng.key(epochKey, BATCHES), number), i));
            augment(batchAugmenters.get(i), slot, random);
        }
    }

    private static void augment(BatchAugmenter augmenter, Batch slot, Rng random) {
        try {
            augmenter.augment(slot, random);
        } catch (Throwable thrown) {
            throw Fault.of(null, augmenter, "augment", thrown);
        }
        boolean finite = CheckedData.areFinite(slot.images, 0, slot.size * slot.shape().size());
        if (!finite || !CheckedData.areFinite(slot.targets, 0, slot.size * slot.targetSize())) {
            throw Fault.nonsense(augmenter, "made " + (finite ? "targets" : "pixels") + " that are no numbers (NaN or "
                    + "infinite)", "what a network learns from is finite");
        }
    }

    private void read(int index, Image target) {
        try {
            data.read(index, target);
        } catch (RuntimeException e) {
            throw CheckedData.unreadable(data, index, e);
        }
    }

    /** Says whether the image came so, or was made so. */
    private IllegalArgumentException notFinite(int index, Image buffer) {
        CheckedData.read(data, index, buffer);
        return new IllegalArgumentException("Image " + index + " ('" + data.name(index) + "') has pixels that are no "
                + "numbers (NaN or infinite) after "
                + (augmenters.isEmpty() ? "" : "the augmenters " + augmenters.all() + " and ")
                + "normalizing by " + preprocessing + ". Mend the augmenter, or set preprocess.normalize.");
    }
}
