package com.example.serving;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntSupplier;

/**
 * How the service fares, in Prometheus' text format: times as histograms in seconds, from half a millisecond to ten seconds.
 * Labels have few values, none of which a client chooses.
 */
final class Metrics implements Batcher.Watch {
    private static final double[] SECONDS = {0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10};
    private static final double[] PICTURES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Counter requests = Counter.builder().name("serving_requests_total")
            .help("Requests that were answered, by path and HTTP status.").labelNames("path", "status")
            .register(registry);
    private final Counter rejections = Counter.builder().name("serving_rejections_total")
            .help("Requests to /predict that got no prediction, by reason.").labelNames("reason").register(registry);
    private final Histogram seconds = histogram("serving_request_seconds",
            "Time from the first look at a request to the end of its answer.", SECONDS);
    private final Histogram decoding = histogram("serving_decode_seconds",
            "Time to decode and fit the pictures of a request.", SECONDS);
    private final Histogram waiting = histogram("serving_queue_seconds",
            "Time that the first picture of a batch has waited in the queue.", SECONDS);
    private final Histogram working = histogram("serving_batch_seconds", "Time that the network took for a batch.",
            SECONDS);
    private final Histogram sizes = histogram("serving_batch_pictures", "Pictures that were answered in one go.",
            PICTURES);

    Metrics(ServedModel model) {
        Info.builder().name("serving_model_info").help("The model that answers.").labelNames("name", "version")
                .register(registry).addLabelValues(model.name(), model.version());
    }

    /** What is asked whenever the metrics are read. */
    void gauges(IntSupplier running, IntSupplier queued) {
        gauge("serving_requests_running", "Requests to /predict that are under way.", running);
        gauge("serving_queue_pictures", "Pictures that wait for an answer.", queued);
    }

    private Histogram histogram(String name, String help, double... bounds) {
        return Histogram.builder().name(name).help(help).classicOnly().classicUpperBounds(bounds).register(registry);
    }

    private void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder().name(name).help(help).callback(gauge -> gauge.call(value.getAsInt()))
                .register(registry);
    }

    void request(String path, int status) {
        requests.labelValues(path, Integer.toString(status)).inc();
    }

    void rejected(String reason) {
        rejections.labelValues(reason).inc();
    }

    void took(double requestSeconds) {
        seconds.observe(requestSeconds);
    }

    void decoded(double decodeSeconds) {
        decoding.observe(decodeSeconds);
    }

    @Override
    public void answered(int size, double waitedSeconds, double workedSeconds) {
        sizes.observe(size);
        waiting.observe(waitedSeconds);
        working.observe(workedSeconds);
    }

    /** The media type of {@link #text()}. */
    String type() {
        return writer.getContentType();
    }

    byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not into memory
        }
        return out.toByteArray();
    }
}
