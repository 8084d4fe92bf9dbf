package cnn.api.layer;

/**
 * Neighbouring channels of a wider map: number c of pixel p lies at {@code p·of + first + c}.
 *
 * @param first the first of them
 * @param of channels of the wider map
 */
public record ChannelSlice(int first, int of) {
    public ChannelSlice {
        if (first < 0 || of <= first) {
            throw new IllegalArgumentException("A slice of " + of + " channels cannot begin at channel " + first
                    + ". Count channels from 0, and give those of the wider map.");
        }
    }

    /** All channels of a map. */
    public static ChannelSlice whole(int channels) {
        return new ChannelSlice(0, channels);
    }
}
