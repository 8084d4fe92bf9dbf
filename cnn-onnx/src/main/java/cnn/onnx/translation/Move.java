package cnn.onnx.translation;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.shape.ChannelShuffle;
import cnn.layers.shape.PixelShuffle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a layer on their way into another order of memory. Axes of length 1 are left out and neighbours that stay neighbours
 * are one, so that two moves are equal where they do the same.
 *
 * @param source the layer
 * @param lengths of the pieces that it gives, the outermost first
 * @param order for each piece behind the move which it was
 */
record Move(String source, List<Integer> lengths, List<Integer> order) {
    /** Rows, columns, channels, rows within, columns within: how a {@link PixelShuffle} orders them. */
    private static final int[] PIXELS = {0, 3, 1, 4, 2};

    /** What brings a value's atoms into an order. */
    static Move of(Activation value, int[] wanted) {
        return of(value.source(), value.layout().memory(), value.layout().moves(wanted));
    }

    private static Move of(String source, int[] lengths, int[] order) {
        List<Integer> heads = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        int before = -2;
        for (int place : order) {
            int last = heads.size() - 1;
            if (lengths[place] == 1) {
                continue;
            }
            if (last >= 0 && IntStream.range(before + 1, place).allMatch(i -> lengths[i] == 1) && place > before) {
                sizes.set(last, sizes.get(last) * lengths[place]);
            } else {
                heads.add(place);
                sizes.add(lengths[place]);
            }
            before = place;
        }
        List<Integer> places = heads.stream().sorted().toList();
        return new Move(source, places.stream().map(place -> sizes.get(heads.indexOf(place))).toList(),
                heads.stream().map(places::indexOf).toList());
    }

    /** The layer that does this to the value as it is: a shuffle, by its own name; null where none does. */
    @Nullable
    Layer shuffle(Activation value, int[] wanted) {
        return isOfChannels(value, wanted)
                ? ChannelShuffle.of(lengths.get(lengths.size() - 2))
                : isOfPixels(value, wanted) ? PixelShuffle.of(value.dims()[2] / value.shape().height()) : null;
    }

    /** Whether the channels, one axis on both sides, were cut in two parts and these turned over. */
    private boolean isOfChannels(Activation value, int[] wanted) {
        int last = lengths.size() - 1;
        int channels = value.shape().channels();
        if (last < 1 || last > 2 || value.shape().rank() < 2
                || channels != lengths.get(last) * lengths.get(last - 1)) {
            return false;
        }
        return value.dims()[value.layout().axis(wanted[wanted.length - 1])] == channels
                && order.equals(last == 1 ? List.of(1, 0) : List.of(0, 2, 1));
    }

    /** Whether squares of an image's pixels were made of its channels, these outermost. */
    private boolean isOfPixels(Activation value, int[] wanted) {
        Shape from = value.shape();
        int[] dims = value.dims();
        if (dims.length != 4 || !from.isImage() || !value.layout().orderIs(wanted, 2, 3, 1)) {
            return false;
        }
        int factor = dims[2] / from.height();
        return factor * from.height() == dims[2] && factor * from.width() == dims[3]
                && dims[1] * factor * factor == from.channels()
                && equals(of(source, new int[] {from.height(), from.width(), dims[1], factor, factor}, PIXELS));
    }
}
