/** The augmenters. */
module cnn.augment {
    requires transitive cnn.api;

    exports cnn.augment;
    exports cnn.augment.colour;
    exports cnn.augment.drawing;
    exports cnn.augment.geometry;
    exports cnn.augment.mix;
    exports cnn.augment.occlusion;
    exports cnn.augment.policy;
    exports cnn.augment.quality;

    provides cnn.api.Plugin with cnn.augment.AugmentPlugin;
}
