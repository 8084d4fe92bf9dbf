/** Ready networks as blocks. */
module cnn.zoo {
    requires transitive cnn.api;
    requires cnn.layers;

    exports cnn.zoo;
    exports cnn.zoo.block;

    provides cnn.api.Plugin with cnn.zoo.ZooPlugin, cnn.zoo.block.BlockPlugin;
}
