package cnn.api.layer;

import java.util.BitSet;

/**
 * An op that puts the channels of its inputs side by side and does nothing else to them. In prediction the layers before it may
 * then {@linkplain Op#within write their channels} where they lead, and need not be copied.
 */
public interface ChannelJoin extends Op {
    /** Where the channels of an input lie in the output. */
    ChannelSlice slice(int input);

    /** This op where some inputs are in the output already: it only copies the others. It only ever goes forward. */
    Op withoutCopying(BitSet inputs);
}
