package cnn.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of the project's pages, without the Javadoc. */
class SiteTests {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    @TempDir private static Path site;
    private static List<Page> pages;

    @BeforeAll
    static void write() {
        pages = Site.write(ROOT, site);
    }

    private static List<Path> written() throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    private static List<String> references(String html) {
        return REFERENCE.matcher(html).results().map(match -> match.group(1)).toList();
    }

    @Test
    void everyLinkLeadsToAFileOfTheSiteAndToAnAnchorInIt() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : written()) {
            for (String link : references(Files.readString(file))) {
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
                boolean outside = link.matches("[a-z]+:.*") || target.startsWith(site.resolve(Frame.API));
                if (!outside && !(Files.isRegularFile(target) && (parts.length == 1
                        || Files.readString(target).contains("id=\"" + parts[1] + "\"")))) {
                    broken.add(site.relativize(file) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void nothingIsFetchedFromElsewhere() throws IOException {
        for (Path file : written()) {
            assertThat(Files.readString(file)).as(file.toString())
                    .doesNotContainPattern("<(img|script|link|iframe)[^>]*(src|href)=\"[a-z]+:");
        }
        for (String name : List.of("style.css", "site.js")) {
            assertThat(Files.readString(site.resolve(name))).as(name)
                    .doesNotContainPattern("(https?:)?//[a-z]+\\.|@import");
        }
    }

    /** The index has every guide, and each page that the project's authors wrote is in the site. */
    @Test
    void everyGuideStandsInTheIndex() {
        String index = new ProjectFiles(ROOT).text("docs/README.md");
        assertThat(pages).filteredOn(page -> page.path().matches("docs/[^/]+\\.md")).extracting(Page::path)
                .filteredOn(path -> !path.equals("docs/README.md"))
                .allSatisfy(path -> assertThat(index).contains("](" + path.substring("docs/".length()) + ")"));
    }

    @Test
    void everyPageCanBeReachedFromTheFirst() throws IOException {
        Set<Path> seen = new HashSet<>();
        List<Path> next = new ArrayList<>(List.of(site.resolve("index.html")));
        while (!next.isEmpty()) {
            Path file = next.removeLast();
            if (Files.isRegularFile(file) && seen.add(file) && file.toString().endsWith(".html")) {
                references(Files.readString(file)).forEach(
                        link -> next.add(file.resolveSibling(link.split("#", 2)[0]).normalize()));
            }
        }
        assertThat(seen).containsAll(pages.stream().map(page -> site.resolve(page.target())).toList());
    }

    @Test
    void showsWhatMarkdownSays() throws IOException {
        String page = Files.readString(site.resolve("docs/getting-started.html"));
        assertThat(page)
                .contains("<title>Getting started</title>", "<h2 id=\"what-you-need\">", "<pre class=\"console\">",
                        "href=\"your-own-pictures.html\"", "src=\"images/first-report.png\"",
                        "href=\"../pipelines/shapes-basic.yaml.html\"", "class=\"here\"")
                .doesNotContain("<!--");
        assertThat(Files.readString(site.resolve("pipelines/shapes-basic.yaml.html"))).contains("conv2d: {filters: 2");
        assertThat(Files.readString(site.resolve("docs/images/first/index.html"))).contains("circle.png");
        assertThat(Files.readString(site.resolve("docs/layers.html"))).contains("<table class=\"plain\">");
    }

    @Test
    void aLinkThatLeadsNowhereEndsIt(@TempDir Path project) throws IOException {
        Files.writeString(project.resolve("README.md"), "# A\n\n[b](c/d.md)\n");
        assertThatThrownBy(() -> Site.write(project, project.resolve("out")))
                .hasMessage("README.md has a link to 'c/d.md', but there is no 'c/d.md'. Correct the link.");
    }

    @Test
    void waysAreRelative() {
        assertThat(Links.relative("index.html", "docs/a.html")).isEqualTo("docs/a.html");
        assertThat(Links.relative("docs/decisions/a.html", "docs/b.html")).isEqualTo("../b.html");
        assertThat(Links.relative("docs/a.html", "index.html")).isEqualTo("../index.html");
    }

    /** What the overview says of each module is in its pom, so that a new one is there at once. */
    @Test
    void theJavadocIsOfTheModulesThatOthersMayDependOn() {
        ApiDocs docs = new ApiDocs(ROOT);
        assertThat(docs.artifacts()).contains("cnn-api", "cnn-core", "cnn-layers", "cnn-augment", "cnn-zoo", "cnn-onnx",
                "cnn-report", "cnn-guice", "cnn-testkit").doesNotContain("cnn-cli", "cnn-bom");
        Matcher rows = Pattern.compile("<td><code>cnn:(cnn-[a-z]+)</code></td><td>(.+)</td>").matcher(docs.overview());
        assertThat(rows.results().map(row -> row.group(1))).containsExactlyElementsOf(docs.artifacts());
    }
}
