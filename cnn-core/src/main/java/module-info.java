/** Network graph, sessions, trainer, data pipeline, model files and registry. */
@SuppressWarnings({"requires-automatic", "module"}) // TwelveMonkeys' are; cnn.cli comes later
module cnn.core {
    requires transitive cnn.api;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.csv;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires com.twelvemonkeys.imageio.bmp;
    requires com.twelvemonkeys.imageio.tiff;
    requires com.twelvemonkeys.imageio.webp;
    requires transitive java.desktop; // pictures come as BufferedImage, too
    requires org.jspecify; // at run time too: the record codec looks for @Nullable
    requires org.slf4j;

    exports cnn.core.archive;
    exports cnn.core.artifact;
    exports cnn.core.config;
    exports cnn.core.data;
    exports cnn.core.engine;
    exports cnn.core.evaluate;
    exports cnn.core.file to cnn.cli;
    exports cnn.core.find;
    exports cnn.core.image;
    exports cnn.core.inspect;
    exports cnn.core.interop;
    exports cnn.core.model;
    exports cnn.core.network;
    exports cnn.core.pictures;
    exports cnn.core.pipeline;
    exports cnn.core.registry;
    exports cnn.core.run;
    exports cnn.core.safetensors;
    exports cnn.core.text to cnn.cli, cnn.explain, cnn.onnx, cnn.report, cnn.vision;
    exports cnn.core.train;
    exports cnn.core.tune;

    uses cnn.api.Plugin;
    uses cnn.api.data.Augmenter;
    uses cnn.api.data.BatchAugmenter;
    uses cnn.api.data.DataSource;
    uses cnn.api.kernel.FamilyProvider;
    uses cnn.api.kernel.KernelsProvider;
    uses cnn.api.layer.Block;
    uses cnn.api.layer.Init;
    uses cnn.api.layer.Layer;
    uses cnn.api.train.Loss;
    uses cnn.api.train.Metric;
    uses cnn.api.train.Optimizer;
    uses cnn.api.train.Schedule;
    uses cnn.api.train.WeightAverage;
    uses org.slf4j.spi.SLF4JServiceProvider;

    provides cnn.api.Plugin with cnn.core.data.CorePlugin;
    provides cnn.api.data.PictureDecoder with cnn.core.pictures.StandardDecoder;
}
