package cnn.report.markup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An element of HTML or SVG with attributes and content. Text and attributes are escaped when the element is written, so that
 * a class called {@code <script>} is a name like others, and every element that is opened is closed.
 */
public final class Element {
    private static final Set<String> VOID = Set.of("br", "img", "input", "link", "meta", "path", "line", "rect",
            "circle",
            "polyline", "wbr");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> content = new ArrayList<>();

    private Element(String name) {
        this.name = name;
    }

    /** An element; content is text, elements, or lists of these. */
    public static Element of(String name, Object... content) {
        return new Element(name).add(content);
    }

    /** An element of this class in the style sheet. */
    public static Element styled(String name, String style, Object... content) {
        return new Element(name).with("class", style).add(content);
    }

    /** Another attribute; a number is written with two decimals at most. */
    public Element with(String attribute, Object value) {
        attributes.put(attribute, value instanceof Double number ? number(number) : String.valueOf(value));
        return this;
    }

    /** More content behind what is there: text, elements, or lists of these. */
    public Element add(Object... more) {
        for (Object one : more) {
            if (one instanceof Iterable<?> several) {
                several.forEach(this::add);
            } else {
                content.add(one instanceof Element ? one : String.valueOf(one));
            }
        }
        return this;
    }

    /** More content before what is there. */
    public Element before(Element... more) {
        content.addAll(0, List.of(more));
        return this;
    }

    /** A number in as few digits as a drawing needs. */
    public static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceFirst("\\.?0+$", "").replaceFirst("^-0$", "0");
    }

    /** Writes the element. */
    public void write(StringBuilder out) {
        out.append('<').append(name);
        attributes
                .forEach((key, value) -> out.append(' ').append(key).append("=\"").append(escaped(value)).append('"'));
        if (content.isEmpty() && VOID.contains(name)) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (Object one : content) {
            if (one instanceof Element element) {
                element.write(out);
            } else {
                out.append(escaped((String) one));
            }
        }
        out.append("</").append(name).append('>');
    }

    /** Text as HTML shows it: what acts on a page is written out, and what no page may have is a question mark. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append((char) c);
                default -> {
                    if (c < ' ' || c >= 0x7F && c < 0xA0 || Character.getType(c) == Character.SURROGATE
                            || (c & 0xFFFE) == 0xFFFE || isTurning(c)) {
                        out.append('?');
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }

    /** Marks that turn the direction of the text around them. */
    private static boolean isTurning(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }
}
