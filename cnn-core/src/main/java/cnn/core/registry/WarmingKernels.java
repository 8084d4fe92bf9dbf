package cnn.core.registry;

import cnn.api.kernel.Channelwise;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.Products;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A plain set of kernels that stands in for a fast one while the JVM is cold. Until the JIT has compiled a loop over vectors,
 * every vector is an object, and the plain loop is far ahead: the first prediction of LeNet-5 takes 6 ms instead of 43. Both
 * sets give the same bits, so nobody can tell which one answered, and it may change at any call.
 *
 * <p>Whoever computes says how much it has done; from some amount on it is worth finding out when the fast set is ready, which
 * {@code cnn.core.engine} does.
 */
public final class WarmingKernels implements Kernels {
    /** Multiply-adds on the plain set, some 20 ms, before it is worth looking: a few predictions end before. */
    private static final long WORTH_LOOKING = 20_000_000;

    private final Kernels plain;
    private final Kernels fast;
    private final AtomicLong left = new AtomicLong(WORTH_LOOKING);
    private final AtomicBoolean spared = new AtomicBoolean();
    private volatile Kernels current;
    private volatile Kernels last;

    /** Starts with the plain set. */
    public WarmingKernels(Kernels plain, Kernels fast) {
        this.plain = plain;
        this.fast = fast;
        current = plain;
        last = fast;
    }

    /** The set that computes at first. */
    public Kernels plain() {
        return plain;
    }

    /** The set that computes in the end, where it can. */
    public Kernels fast() {
        return fast;
    }

    /** The set that computes in the end, as far as one knows now. */
    public Kernels last() {
        return last;
    }

    /** Whether the plain set computes, and is not to for good. */
    public boolean isCold() {
        return current != last;
    }

    /** From now on the fast set computes. */
    public void changeOver() {
        current = fast;
    }

    /** The plain set computes for good: the fast one is none here. */
    public void stay() {
        last = plain;
    }

    /** Asks that the plain set do one large piece of work that may be the only one. Whether it is to: true once. */
    public boolean spare() {
        return spared.compareAndSet(false, true);
    }

    /** Whether the plain set did the one large piece of work. */
    public boolean hasSpared() {
        return spared.get();
    }

    /** Counts work that is about to be done. Whether it is worth looking from now on: true once. */
    public boolean count(long multiplyAdds) {
        long before = left.get();
        return before > 0 && left.compareAndSet(before, before - multiplyAdds) && before <= multiplyAdds;
    }

    @Override
    public String id() {
        return last.id();
    }

    @Override
    public Products products() {
        return current.products();
    }

    @Override
    public Functions functions() {
        return current.functions();
    }

    @Override
    public Channelwise channelwise() {
        return current.channelwise();
    }

    @Override
    public <F> F family(Class<F> family) {
        return current.family(family);
    }
}
