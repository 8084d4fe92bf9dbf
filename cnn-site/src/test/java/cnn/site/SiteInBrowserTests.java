package cnn.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages in a real browser, as narrow as a telephone. Skipped where there is no Chromium. */
class SiteInBrowserTests {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir private Path folder;

    private static Optional<Path> chromium() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of)
                .flatMap(place -> Stream.of("chromium", "chromium-browser", "google-chrome").map(place::resolve))
                .filter(Files::isExecutable).findFirst();
    }

    @Test
    void fitANarrowScreenAndTurnDark() throws Exception {
        Optional<Path> browser = chromium();
        assumeTrue(browser.isPresent(), "there is no Chromium on the PATH");
        Path site = folder.resolve("site");
        Site.write(ROOT, site);
        // frames, so that one start of the browser looks at several pages
        String script = """
                const said = [];
                const frames = [...document.querySelectorAll('iframe')];
                addEventListener('load', () => {
                    for (const frame of frames) {
                        const page = frame.contentDocument;
                        const before = frame.contentWindow.getComputedStyle(page.body).backgroundColor;
                        page.getElementById('theme').click();
                        said.push(page.title + ': ' + (page.documentElement.scrollWidth <= 400)
                            + (frame.contentWindow.getComputedStyle(page.body).backgroundColor !== before));
                        page.getElementById('theme').click();
                    }
                    document.body.dataset.said = said.join('; ');
                });
                """;
        List<String> pages = List.of("index.html", "docs/getting-started.html", "docs/layers.html",
                "docs/from-djl.html",
                "docs/benchmarks.html");
        StringBuilder html = new StringBuilder("<!DOCTYPE html><body>");
        pages.forEach(
                page -> html.append("<iframe width=\"400\" height=\"800\" src=\"").append(page).append("\"></iframe>"));
        Files.writeString(site.resolve("frames.html"), html + "<script>" + script + "</script></body>");
        Path document = folder.resolve("document");
        Process process = new ProcessBuilder(browser.get().toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-background-networking", "--allow-file-access-from-files",
                "--user-data-dir=" + folder.resolve("profile"), "--virtual-time-budget=5000", "--dump-dom",
                site.resolve("frames.html").toUri().toString()).redirectError(folder.resolve("log").toFile())
                .redirectOutput(document.toFile()).start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the browser answers").isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(Files.readString(document)).contains("data-said=\"cnn: truetrue; Getting started: truetrue; "
                + "Layers: truetrue; From DJL: truetrue; Benchmarks: truetrue\"");
    }
}
