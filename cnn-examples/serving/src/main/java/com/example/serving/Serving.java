package com.example.serving;

import cnn.core.run.Cnn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/**
 * Answers pictures over HTTP with a model: {@code POST /predict} takes PNG and JPEG and gives JSON, {@code GET /health} and
 * {@code GET /metrics} tell how it fares.
 *
 * {@snippet :
 * java --add-modules jdk.incubator.vector -jar serving.jar --model shapes.safetensors
 * }
 *
 * SIGTERM and Ctrl-C end it gracefully. Exit code 1 where the model or the port cannot be had, 2 for options that cannot be.
 */
public final class Serving {
    private Serving() {
    }

    /** Serves until the process is told to end. */
    public static void main(String[] args) throws InterruptedException {
        Options options;
        try {
            if (Options.asksForHelp(args)) {
                System.out.print(Options.HELP);
                return;
            }
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            fail(2, e);
            return;
        }
        try {
            serve(options);
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            fail(1, e);
        }
    }

    private static void serve(Options options) throws IOException, InterruptedException {
        JdkServer.configure(options.limits());
        Cnn cnn = options.threads() == 0 ? Cnn.create() : Cnn.builder().threads(options.threads()).build();
        ServedModel model = ServedModel.load(options, cnn);
        InferenceServer server = InferenceServer.start(options, model);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            cnn.close();
            System.out.println("stopped");
            stopped.countDown();
        }, "serving-stop"));
        System.out.println("serving " + model.name() + " (" + model.version() + ") on " + server.uri() + ", kernels "
                + cnn.engine().kernels().id());
        stopped.await();
    }

    private static void fail(int code, Exception e) {
        System.err.println("serving: " + e.getMessage());
        System.exit(code);
    }
}
