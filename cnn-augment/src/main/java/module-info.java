/**
 * The augmenters: one immutable record each, which writes a changed copy of a training image. What comes out follows
 * from the image and the generator alone, bit for bit on every machine, so sines and the like are those of
 * {@link StrictMath}. Values in [0, 1] stay in [0, 1].
 *
 * <p>Each kind has a room, with the plug-in class that lists what is in it: {@code geometry} moves pixels, {@code colour}
 * changes values, {@code quality} is what a camera or a file takes away, {@code occlusion} hides parts, {@code drawing} lends
 * another pen, {@code mix} mixes the images of a batch, and {@code policy} chooses among others.
 */
module cnn.augment {
    requires transitive cnn.api;

    exports cnn.augment.colour;
    exports cnn.augment.drawing;
    exports cnn.augment.geometry;
    exports cnn.augment.mix;
    exports cnn.augment.occlusion;
    exports cnn.augment.policy;
    exports cnn.augment.quality;

    provides cnn.api.Plugin with
            cnn.augment.colour.ColourPlugin,
            cnn.augment.drawing.DrawingPlugin,
            cnn.augment.geometry.GeometryPlugin,
            cnn.augment.mix.MixPlugin,
            cnn.augment.occlusion.OcclusionPlugin,
            cnn.augment.policy.PolicyPlugin,
            cnn.augment.quality.QualityPlugin;
}
