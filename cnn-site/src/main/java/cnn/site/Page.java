package cnn.site;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * One Markdown file.
 *
 * @param path from the project's root
 * @param document what it says
 */
record Page(String path, Node document) {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(),
            HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final String FRONT = "README.md";

    static Page of(String path, String markdown) {
        Node document = PARSER.parse(markdown);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlBlock block) {
                if (block.getLiteral().startsWith("<!--")) { // what it says is for the tests
                    block.unlink();
                }
            }
        });
        return new Page(path, document);
    }

    /** Where a file's page lies in the site: the one called README is the one of its folder. */
    static String target(String path) {
        return path.matches("(|.*/)" + FRONT)
                ? path.substring(0, path.length() - FRONT.length()) + "index.html"
                : path.substring(0, path.length() - ".md".length()) + ".html";
    }

    /** Where it lies in the site. */
    String target() {
        return target(path);
    }

    /** Its first heading. */
    String title() {
        String[] title = {path};
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                if (heading.getLevel() == 1) {
                    title[0] = words(heading);
                }
            }
        });
        return title[0];
    }

    /** The text of a node and all within it. */
    static String words(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString();
    }

    /** What it shows, its links leading where these say. */
    String html(Links links) {
        AttributeProvider attributes = (node, _, of) -> change(node, of, links);
        return HtmlRenderer.builder().extensions(EXTENSIONS).attributeProviderFactory(_ -> attributes).build()
                .render(document).replace("<table>", "<div class=\"wide\"><table class=\"plain\">")
                .replace("</table>", "</table></div>");
    }

    private void change(Node node, Map<String, String> attributes, Links links) {
        switch (node) {
            case Link link -> attributes.put("href", links.from(this, link.getDestination()));
            case Image image -> attributes.put("src", links.from(this, image.getDestination()));
            case FencedCodeBlock block -> {
                if (!attributes.containsKey("class") && !block.getInfo().isEmpty()) {
                    attributes.put("class", block.getInfo().toLowerCase(Locale.ROOT));
                }
            }
            default -> {
                // as it is
            }
        }
    }
}
