package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.data.CheckedData;
import cnn.core.data.Fingerprint;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.model.AveragedScores;
import cnn.core.model.Model;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * All images of a data set on their way through a model's network, batch after batch, each read once.
 *
 * @param session of the model, as large as a batch
 * @param averaged where images go through the network with changed copies of each, the mean of their scores; else null
 * @param fingerprint to which they are added, on a thread of its own while the network computes; null for none
 */
record Passage(Model model, DataSet images, Session session, Engine engine, @Nullable AveragedScores averaged,
        @Nullable Fingerprint fingerprint) {
    /** Told which images went through the network last. */
    interface Counter {
        void add(int from, int count);
    }

    void run(Counter counter) {
        // who is hashed is kept until the next batch is read
        Image[] kept = new Image[fingerprint == null ? engine.workers().threads() : session.maxBatch()];
        Arrays.setAll(kept, i -> Image.of(images.shape()));
        CompletableFuture<Void> hashing = CompletableFuture.completedFuture(null);
        for (int from = 0; from < images.size(); from += session.maxBatch()) {
            int first = from;
            int count = Math.min(session.maxBatch(), images.size() - from);
            await(hashing);
            if (averaged == null) {
                engine.workers().run(count, (i, worker) -> {
                    float[] pixels = read(first, i, worker, kept).pixels();
                    model.preprocessing().apply(pixels, session.input(), i * images.shape().size());
                });
            } else {
                for (int i = 0; i < count; i++) {
                    averaged.of(read(first, i, 0, kept).pixels(), session.output(),
                            i * session.outputShape().size());
                }
            }
            if (fingerprint != null) {
                hashing = CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < count; i++) {
                        fingerprint.add(kept[i]);
                    }
                });
            }
            if (averaged == null) {
                session.forward(count, false, 0);
            }
            counter.add(from, count);
        }
        await(hashing);
    }

    private Image read(int first, int i, int worker, Image[] kept) {
        Image image = kept[fingerprint == null ? worker : i];
        CheckedData.read(images, first + i, image);
        return image;
    }

    /** What a data set's label throws comes out as it is. */
    private static void await(CompletableFuture<Void> hashing) {
        try {
            hashing.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }
}
