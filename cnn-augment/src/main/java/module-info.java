/** The augmenters. */
module cnn.augment {
    requires transitive cnn.api;
}
