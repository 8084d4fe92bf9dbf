/** The augmenters. */
module cnn.augment {
    requires transitive cnn.api;

    exports cnn.augment;

    provides cnn.api.Plugin with cnn.augment.AugmentPlugin;
}
