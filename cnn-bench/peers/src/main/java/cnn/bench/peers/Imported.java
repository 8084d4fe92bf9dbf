package cnn.bench.peers;

import cnn.api.Shape;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.registry.Registry;
import cnn.onnx.ImportedNetwork;
import cnn.onnx.Onnx;
import java.nio.file.Path;
import java.util.Arrays;

/** This project with a network that comes from an ONNX file; as an application has it, with kernels that warm up beside the work. */
final class Imported implements Contender {
    private final Engine engine;
    private final Session session;
    private final int batch;
    private final Shape output;

    Imported(Path file, float[] images, int batch, int threads) {
        ImportedNetwork imported = Onnx.read(file).network();
        this.batch = batch;
        output = imported.network().output();
        engine = new Engine(Registry.load().warmingKernels(), new Workers(threads));
        session = Session.forPrediction(imported.network(), imported.weights(), engine, batch);
        System.arraycopy(images, 0, session.input(), 0, images.length);
    }

    @Override
    public String version() {
        return "cnn, " + engine.kernels().id();
    }

    @Override
    public float[] scores() {
        run();
        return Arrays.copyOf(session.output(), batch * output.size());
    }

    @Override
    public double run() {
        session.forward(batch, false, 0);
        return 0;
    }

    @Override
    public void close() {
        engine.workers().close();
    }
}
