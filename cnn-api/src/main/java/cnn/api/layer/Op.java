package cnn.api.layer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bound layer does. Immutable, and used by many threads at once on different passes: everything that changes is
 * in the pass. Nothing may be allocated here; handles and loop bodies ({@link ForwardTask}) are final fields.
 *
 * <p><b>Same bits.</b> The result must not depend on the number of threads: split work by shapes only, let each task
 * write its own part, and add partial sums in a fixed order.
 */
public interface Op {
    /** Overwrites {@code pass.output()} from {@code pass.input()}. */
    void forward(Forward pass);

    /**
     * Overwrites {@code pass.inputGradient(i)} and {@code pass.gradient(param)} of every trained parameter, each where it
     * is wanted, from {@code pass.outputGradient()}. The engine alone adds where an output feeds several layers.
     */
    void backward(Backward pass);

    /**
     * Whether the gradient of the output can reach an input. Where not, as behind steps, comparisons and indices, {@link #backward}
     * gives that input nothing but 0, and training refuses a network that would have to learn through it alone.
     */
    default boolean passesGradient(int input) {
        return true;
    }

    /**
     * In which way this op computes, in a few words that {@code summary --ways} shows: {@code winograd}, {@code direct, input
     * gradient strided}. Empty where there is but one way.
     */
    default String way() {
        return "";
    }

    /**
     * What this op does, if it is a function of each number alone that the op before it can do at the end of its own work;
     * null where it is not.
     */
    default @Nullable Epilogue epilogue(Epilogue.Place place) {
        return null;
    }

    /**
     * Whether {@link #forward} in prediction may have an input's array for its output as well, so that a pass over memory touches half
     * as much of it. Then each number of the output must follow from the number at its place there and from other inputs, and be
     * written when all that follows from that number has been read. The engine makes use of it where nobody else reads that input.
     */
    default boolean worksInPlace(int input) {
        return false;
    }

    /**
     * An op that does this op's work and then that of the epilogues, in their order; null where it cannot take them all. The
     * new op's parameters are this op's, its inputs are this op's and behind them the epilogues' side inputs. In backward it
     * starts with the epilogues', which may overwrite {@code pass.outputGradient()} in place.
     *
     * @param epilogues one or more, none of them an {@link Epilogue.Identity}
     * @param in gives the new op its buffers; it has all of this op's inputs, and adds no parameters
     */
    default @Nullable Op absorb(List<Epilogue> epilogues, Binding in) {
        return null;
    }

    /**
     * What this op does in prediction, if that is a linear map of its only input; null where it is not. What it has absorbed
     * is part of it. An op that offers an {@link Epilogue.ChannelAffine} need not say so here.
     */
    default @Nullable LinearMap linearMap() {
        return null;
    }

    /**
     * In prediction, one op in the place of this op and of all those that give its inputs, which are linear maps of one and
     * the same numbers; null where it cannot be, or would do more work than they do. It only ever goes forward, and its
     * output has the shape of this op's.
     *
     * @param inputs what each of this op's inputs is of those numbers
     * @param in gives the new op its buffers; those numbers are its only input, and it adds no parameters
     */
    default @Nullable Bound merge(List<LinearMap> inputs, Binding in) {
        return null;
    }

    /**
     * In prediction, one op in the place of this op and of the one that gives its first input, which computes piece by piece what
     * lies between them and uses each piece while it is in the cache; null where it cannot, or where that would not pay. Nobody
     * else reads what lies between. The new op only ever goes forward; its inputs are the only one of the op before, and behind it
     * this op's others.
     *
     * @param before what gives the first input, with one input of its own
     * @param in gives the new op its buffers; it adds no parameters
     */
    default @Nullable Op depthFirst(Op before, Binding in) {
        return null;
    }

    /**
     * In prediction, an op that does this op's work and writes its channels between those of a wider map, the output of a
     * {@link ChannelJoin}; null where it cannot. {@code pass.output()} is then that map, of which the op writes nothing but its
     * slice. The new op only ever goes forward; its inputs are this op's.
     *
     * @param slice which channels of the map are this op's
     * @param in gives the new op its buffers; it adds no parameters
     */
    default @Nullable Op within(ChannelSlice slice, Binding in) {
        return null;
    }
}
