package com.example.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The metrics as Prometheus reads them: text format 0.0.4. */
class MetricsTests {
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)\\})? (\\S+)");

    @Test
    void areInPrometheusTextFormat() throws Exception {
        try (Running running = Running.with("--rate", "0")) {
            for (int i = 0; i < 5; i++) {
                running.post(Pictures.png(i));
            }
            running.post(new byte[] {1});
            running.get("/nowhere");
            HttpResponse<String> response = running.get("/metrics");
            assertTrue(response.headers().firstValue("Content-Type").orElseThrow()
                    .startsWith("text/plain; version=0.0.4"));
            Map<String, String> types = new LinkedHashMap<>();
            Map<String, Double> samples = new LinkedHashMap<>();
            for (String line : response.body().split("\n")) {
                if (line.startsWith("# TYPE ")) {
                    types.put(line.split(" ")[2], line.split(" ")[3]);
                } else if (!line.startsWith("# HELP ")) {
                    Matcher sample = SAMPLE.matcher(line);
                    assertTrue(sample.matches(), line);
                    assertNotNull(types.get(sample.group(1).replaceFirst("_(bucket|sum|count)$", "")), line);
                    samples.put(line.substring(0, line.lastIndexOf(' ')), Double.valueOf(sample.group(3)));
                }
            }
            assertEquals(Map.ofEntries(Map.entry("serving_requests_total", "counter"),
                    Map.entry("serving_rejections_total", "counter"), Map.entry("serving_model_info", "gauge"),
                    Map.entry("serving_request_seconds", "histogram"), Map.entry("serving_decode_seconds", "histogram"),
                    Map.entry("serving_queue_seconds", "histogram"), Map.entry("serving_batch_seconds", "histogram"),
                    Map.entry("serving_batch_pictures", "histogram"), Map.entry("serving_requests_running", "gauge"),
                    Map.entry("serving_queue_pictures", "gauge")), types);
            assertEquals(5, samples.get("serving_requests_total{path=\"/predict\",status=\"200\"}"));
            assertEquals(1, samples.get("serving_requests_total{path=\"/predict\",status=\"415\"}"));
            assertEquals(1, samples.get("serving_requests_total{path=\"other\",status=\"404\"}"));
            assertEquals(1, samples.get("serving_rejections_total{reason=\"not-a-picture\"}"));
            assertEquals(1, samples.get("serving_model_info{name=\"tiny\",version=\"0123456789ab\"}"));
            assertEquals(0, samples.get("serving_queue_pictures"));
            assertEquals(5, samples.get("serving_batch_pictures_sum"));
            types.forEach((name, type) -> {
                if (type.equals("histogram")) {
                    checkHistogram(name, samples);
                }
            });
        }
    }

    /** Buckets count all up to their bound, so they never fall, and the last has all. */
    private static void checkHistogram(String name, Map<String, Double> samples) {
        double before = 0;
        double bound = 0;
        for (Map.Entry<String, Double> sample : samples.entrySet()) {
            if (sample.getKey().startsWith(name + "_bucket{le=\"")) {
                String le = sample.getKey().replaceFirst(".*le=\"", "").replaceFirst("\".*", "");
                double next = le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
                assertTrue(next > bound && sample.getValue() >= before, sample.getKey());
                bound = next;
                before = sample.getValue();
            }
        }
        assertEquals(Double.POSITIVE_INFINITY, bound, name);
        assertEquals(samples.get(name + "_count"), before, name);
        assertTrue(before > 0 && samples.get(name + "_sum") > 0, name);
    }
}
