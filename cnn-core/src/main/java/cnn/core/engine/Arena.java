package cnn.core.engine;

import java.util.ArrayList;
import java.util.List;

/** Hands out buffers while a plan is made, and takes them back to be used again. Sizes are in floats per example. */
final class Arena {
    private final List<Integer> sizes = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

    /** A buffer of at least this size: the free one that fits best, or has to grow least, or a new one. */
    int acquire(int size) {
        int best = -1;
        for (int buffer : free) {
            if (best < 0 || better(sizes.get(buffer), sizes.get(best), size)) {
                best = buffer;
            }
        }
        if (best < 0) {
            sizes.add(size);
            return sizes.size() - 1;
        }
        free.remove((Integer) best);
        sizes.set(best, Math.max(size, sizes.get(best)));
        return best;
    }

    private static boolean better(int candidate, int best, int wanted) {
        if (candidate >= wanted) {
            return best < wanted || candidate < best;
        }
        return best < wanted && candidate > best;
    }

    void release(int buffer) {
        free.add(buffer);
    }

    /** Sizes by buffer number. */
    List<Integer> sizes() {
        return List.copyOf(sizes);
    }
}
