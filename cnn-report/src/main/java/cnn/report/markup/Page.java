package cnn.report.markup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A whole HTML document with its style, its script and the script's data within.
 *
 * @param title in the browser's tab
 * @param body what it shows
 * @param data what the script works with: maps, lists, text and numbers
 */
public record Page(String title, Element body, Object data) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Nothing is fetched from anywhere, whatever a name in the data may look like. */
    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
            + "script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    /** The document. */
    public String html() {
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
        Element.of("meta").with("charset", "utf-8").write(out);
        Element.of("meta").with("http-equiv", "Content-Security-Policy").with("content", POLICY).write(out);
        Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1").write(out);
        Element.of("meta").with("name", "color-scheme").with("content", "light dark").write(out);
        Element.of("title", title).write(out);
        out.append("<style>\n").append(resource("report.css")).append("</style></head>\n");
        body.write(out);
        out.append("\n<script type=\"application/json\" id=\"page-data\">").append(json()).append("</script>\n");
        out.append("<script type=\"module\">\n").append(resource("report.js")).append("</script></html>\n");
        return out.toString();
    }

    /** JSON in which no text can end the element that it stands in. */
    private String json() {
        try {
            return JSON.writeValueAsString(data).replace("<", "\\u003c").replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report's data cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream("/cnn/report/" + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The module cnn.report lacks its resource " + name + ". Build it again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
