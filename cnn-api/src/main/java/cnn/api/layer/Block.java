package cnn.api.layer;

/**
 * Several layers under one name: immutable configuration, always a record with an {@link cnn.api.Id}, that stands wherever a
 * layer stands and is written out as layers, and other blocks, when the network is built.
 *
 * {@snippet :
 * @Id("conv-unit")
 * public record ConvUnit(int filters) implements Block {
 *     public Signal expand(Expansion in) {
 *         in.add("conv", Conv2d.of(filters, 3).padding(Padding.SAME).bias(false));
 *         in.add("norm", BatchNorm.of());
 *         return in.add("relu", new Relu());
 *     }
 * }
 * }
 *
 * In a network the layers of a block named {@code stage1} are {@code stage1/conv}, {@code stage1/norm} and
 * {@code stage1/relu}. Whatever comes after the expansion sees these layers alone: what is fused, planned, trained and
 * stored in a model file. So a model file needs no block, and a later version of the block leaves it as it is.
 *
 * <p>The record's compact constructor checks the configuration; {@code expand} checks the shapes.
 */
public non-sealed interface Block extends Part {
    /**
     * Writes the block out. Called once when the block is added to a network, before any data exists. What it adds must
     * follow from the record and the shapes of the inputs alone, or a run could not be repeated.
     *
     * @param in the inputs with their shapes, and where parts are added
     * @return what the block gives to the parts behind it: the output of a part that it added
     * @throws cnn.api.ShapeException from {@link Expansion#reject} where the shapes do not fit
     */
    Signal expand(Expansion in);
}
