package cnn.layers.convolution;

import cnn.api.layer.Epilogue;
import cnn.api.layer.Epilogue.ChannelAffine;
import cnn.api.layer.Epilogue.Elementwise;
import cnn.api.layer.Packer;
import cnn.layers.kernel.Fma;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Epilogues in the order in which an op can do them: factors by channel, which go into its weights, then functions of
 * single numbers.
 *
 * @param affine factors and offsets, the first ones first
 * @param elementwise the functions as one, or null where there are none
 */
public record Absorbed(List<ChannelAffine> affine, @Nullable Elementwise elementwise) {
    /** Nothing absorbed. */
    public static final Absorbed NOTHING = new Absorbed(List.of(), null);

    /** Sorts epilogues; null where factors come behind a function, so that weights cannot take them. */
    public static @Nullable Absorbed of(List<Epilogue> epilogues) {
        List<ChannelAffine> affine = new ArrayList<>();
        List<Elementwise> functions = new ArrayList<>();
        for (Epilogue epilogue : epilogues) {
            switch (epilogue) {
                case ChannelAffine factors when functions.isEmpty() -> affine.add(factors);
                case Elementwise function -> functions.add(function);
                default -> {
                    return null;
                }
            }
        }
        return new Absorbed(List.copyOf(affine), functions.isEmpty() ? null : Elementwise.inTurn(functions));
    }

    /**
     * All factors and offsets as one pair: y = factor · x + offset.
     *
     * @param factors overwritten
     * @param offsets one number a channel: at first what x is offset by already (the bias), then the whole offset
     */
    public void fold(Packer.Values values, float[] factors, float[] offsets) {
        Arrays.fill(factors, 1);
        float[] factor = new float[factors.length];
        float[] offset = new float[factors.length];
        for (ChannelAffine next : affine) {
            next.coefficients(values, factor, offset);
            for (int c = 0; c < factors.length; c++) {
                factors[c] *= factor[c];
                offsets[c] = Fma.fma(factor[c], offsets[c], offset[c]);
            }
        }
    }
}
