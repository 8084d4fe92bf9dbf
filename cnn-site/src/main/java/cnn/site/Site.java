package cnn.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the site: every page of the project as HTML, the pictures and files that they lead to, and the Javadoc. */
public final class Site {
    private static final String REPORT_LOOK = "/cnn/report/report.css";
    private static final String DIAGRAMS = "/META-INF/resources/webjars/mermaid/11.14.0/dist/mermaid.min.js";

    private Site() {
    }

    /** {@code Site ROOT OUT}: from the project's folder into another one, {@code OUT/index.html} and {@code OUT/api}. */
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("Give the project's folder and the one to write: Site ROOT OUT.");
            System.exit(2);
        }
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path out = Path.of(arguments[1]).toAbsolutePath().normalize();
        List<Page> pages = write(root, out);
        String complaints = new ApiDocs(root).write(out.resolve(Frame.API));
        if (!complaints.isEmpty()) {
            System.err.println(complaints);
            System.exit(1);
        }
        System.out.println("Wrote " + pages.size() + " pages and the Javadoc: " + out.resolve("index.html"));
    }

    /** Writes all but the Javadoc, and returns the pages. */
    static List<Page> write(Path root, Path out) {
        ProjectFiles files = new ProjectFiles(root);
        List<Page> pages = files.pages();
        Links links = new Links(files);
        Frame frame = Frame.of(pages);
        for (Page page : pages) {
            write(out.resolve(page.target()), frame.html(page.target(), page.title(), page.html(links)));
        }
        for (Linked linked : links.linked()) {
            linked.write(out, frame);
        }
        write(out.resolve("style.css"), text(REPORT_LOOK) + "\n" + text("site.css"));
        write(out.resolve("site.js"), text("site.js"));
        if (Site.class.getResource(DIAGRAMS) != null) { // which only the profile 'guides' brings
            write(out.resolve("mermaid.js"), text(DIAGRAMS));
        }
        return pages;
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + file + "'. Free some space, or name another folder.", e);
        }
    }

    static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = Site.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The site lacks its resource " + resource + ". Build it again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
