package cnn.testkit;

import cnn.api.layer.ChannelJoin;
import cnn.api.layer.ChannelSlice;
import java.util.BitSet;

/** The clauses of {@link LayerContract} about ops that write into a wider output, and about those that join channels. */
final class SliceChecks {
    private static final int BATCH = 3;
    /** Channels of others before and behind, which fill no vector. */
    private static final int BEFORE = 3;
    private static final int BEHIND = 2;

    private SliceChecks() {
    }

    /** An op that writes its channels into a wider output gives the same numbers, and leaves the others' alone. */
    static void writesASliceAsItSays(LayerCase one) {
        Trial trial = new Trial(one);
        int channels = trial.bound().output().channels();
        ChannelSlice slice = new ChannelSlice(BEFORE, BEFORE + channels + BEHIND);
        for (Tasks tasks : Tasks.values()) {
            PassOptions options = PassOptions.forPrediction().tasks(tasks);
            BoundLayer sliced = trial.bind().within(slice);
            if (sliced == null) {
                return;
            }
            float[] expected = trial.run(BATCH, options).forward(trial.inputs(BATCH, 1));
            float[] actual = trial.run(sliced, BATCH, options).forwardOverMarks(trial.inputs(BATCH, 1));
            for (int i = 0; i < actual.length; i++) {
                int channel = i % slice.of() - slice.first();
                boolean own = channel >= 0 && channel < channels;
                float wanted = own ? expected[i / slice.of() * channels + channel] : Guarded.MARK;
                if (!same(actual[i], wanted)) {
                    throw trial.subject().wrong(
                            "as a slice of " + slice.of() + " channels, from channel " + slice.first()
                                    + " on, it gives " + text(actual[i]) + " at channel " + i % slice.of()
                                    + " of pixel "
                                    + i / slice.of() + " instead of " + text(wanted),
                            "Write number c of pixel p to index p · slice.of() + slice.first() + c, and nothing else; return "
                                    + "null from within where that cannot be");
                }
            }
        }
    }

    /** An op that joins channels has each input where it says, and copies only those that it is to. */
    static void joinsChannelsAsItSays(LayerCase one) {
        Trial trial = new Trial(one);
        if (!(trial.bound().op() instanceof ChannelJoin join)) {
            return;
        }
        float[][] inputs = trial.inputs(BATCH, 1);
        for (int there = -1; there < inputs.length; there++) {
            BitSet left = new BitSet();
            if (there >= 0) {
                left.set(there);
            }
            BoundLayer copying = trial.bind().withoutCopying(left);
            float[] actual = trial.run(copying, BATCH, PassOptions.forPrediction()).forwardOverMarks(inputs);
            for (int i = 0; i < inputs.length; i++) {
                ChannelSlice slice = join.slice(i);
                int channels = one.inputs().get(i).channels();
                for (int at = 0; at < inputs[i].length; at++) {
                    float wanted = i == there ? Guarded.MARK : inputs[i][at];
                    float number = actual[at / channels * slice.of() + slice.first() + at % channels];
                    if (!same(number, wanted)) {
                        throw trial.subject().wrong((there < 0 ? "" : "without copying input " + there + " ")
                                + "it gives " + text(number) + " for channel " + at % channels + " of input " + i
                                + ", which begins at channel " + slice.first() + " as it says, instead of "
                                + text(wanted),
                                "Copy each input's channels to its slice, but for inputs that are there already");
                    }
                }
            }
        }
    }

    private static boolean same(float actual, float wanted) {
        return Float.floatToRawIntBits(actual) == Float.floatToRawIntBits(wanted);
    }

    private static String text(float number) {
        return same(number, Guarded.MARK) ? "nothing" : Float.toString(number);
    }
}
