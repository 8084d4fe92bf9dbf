/** The layers, and the scalar and SIMD kernels under them. */
@SuppressWarnings("module") // cnn.bench is compiled after this module
module cnn.layers {
    requires transitive cnn.api;
    requires static jdk.incubator.vector; // static: without it everything runs, on the scalar kernels

    exports cnn.layers;
    exports cnn.layers.activation;
    exports cnn.layers.arithmetic;
    exports cnn.layers.attention;
    exports cnn.layers.average;
    exports cnn.layers.block;
    exports cnn.layers.init;
    exports cnn.layers.kernel;
    exports cnn.layers.kernel.simd to cnn.bench;
    exports cnn.layers.loss;
    exports cnn.layers.metric;
    exports cnn.layers.noise;
    exports cnn.layers.normalization;
    exports cnn.layers.optimizer;
    exports cnn.layers.pool;
    exports cnn.layers.schedule;
    exports cnn.layers.shape;

    provides cnn.api.Plugin with
            cnn.layers.LayersPlugin,
            cnn.layers.activation.ActivationPlugin,
            cnn.layers.arithmetic.ArithmeticPlugin,
            cnn.layers.attention.AttentionPlugin,
            cnn.layers.average.AveragePlugin,
            cnn.layers.block.BlocksPlugin,
            cnn.layers.init.InitPlugin,
            cnn.layers.loss.LossPlugin,
            cnn.layers.metric.MetricPlugin,
            cnn.layers.noise.NoisePlugin,
            cnn.layers.normalization.NormalizationPlugin,
            cnn.layers.optimizer.OptimizerPlugin,
            cnn.layers.pool.PoolPlugin,
            cnn.layers.schedule.SchedulePlugin,
            cnn.layers.shape.ShapePlugin;
    provides cnn.api.kernel.KernelsProvider with
            cnn.layers.kernel.ScalarKernelsProvider,
            cnn.layers.kernel.simd.SimdKernelsProvider;
}
