package cnn.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;

/**
 * What is around every page: the ways to the others, and the switch between light and dark.
 *
 * @param groups what can be gone to
 */
record Frame(List<Group> groups) {
    /** The folder of the Javadoc. */
    static final String API = "api";
    private static final String INDEX = "docs/README.md";

    /** Pages under a heading. */
    private record Group(String name, List<Way> ways) {
    }

    private record Way(String name, String target) {
    }

    /** As the index of the guides has them: its headings, and the pages that are listed under each. */
    static Frame of(List<Page> pages) {
        List<Group> groups = new ArrayList<>(List.of(new Group("cnn", new ArrayList<>(List.of(
                new Way("Front page", "index.html"), new Way("All guides", Page.target(INDEX)),
                new Way("API", API + "/index.html"))))));
        pages.stream().filter(page -> page.path().equals(INDEX)).forEach(index -> index.document()
                .accept(new AbstractVisitor() {
                    @Override
                    public void visit(Heading heading) {
                        if (heading.getLevel() == 2) {
                            groups.add(new Group(Page.words(heading), new ArrayList<>()));
                        }
                    }

                    @Override
                    public void visit(Link link) {
                        String path = Path.of(INDEX).resolveSibling(link.getDestination()).normalize()
                                .toString().replace('\\', '/');
                        if (groups.size() > 1 && path.endsWith(".md")) {
                            groups.getLast().ways().add(new Way(capital(Page.words(link)), Page.target(path)));
                        }
                    }
                }));
        return new Frame(List.copyOf(groups));
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** A whole document, for a place in the site. */
    String html(String target, String title, String content) {
        StringBuilder nav = new StringBuilder();
        for (Group group : groups) {
            nav.append("<span class=\"group\">").append(escaped(group.name())).append("</span>\n");
            for (Way way : group.ways()) {
                nav.append("<a href=\"").append(Links.relative(target, way.target())).append('"')
                        .append(way.target().equals(target) ? " class=\"here\" aria-current=\"page\"" : "").append('>')
                        .append(escaped(way.name())).append("</a>\n");
            }
        }
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <link rel="stylesheet" href="%s">
                <script src="%s" defer></script></head>
                <body><aside class="side"><nav>
                %s</nav><button id="theme" class="theme script" type="button"></button></aside>
                <main class="prose">
                %s</main></body></html>
                """.formatted(escaped(title), Links.relative(target, "style.css"), Links.relative(target, "site.js"),
                nav, content);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
