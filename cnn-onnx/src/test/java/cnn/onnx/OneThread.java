package cnn.onnx;

import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.registry.Registry;

/** The scalar kernels on the thread that asks. There is nothing to close. */
final class OneThread {
    static final Engine ENGINE = new Engine(Registry.load().kernels("scalar"), new Workers(1));

    private OneThread() {
    }
}
