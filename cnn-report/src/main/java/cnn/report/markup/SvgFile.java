package cnn.report.markup;

/** A drawing of the page as a file of its own, in colours that are dark or light as the reader's system is. */
public final class SvgFile {
    private static final String STYLE = """
            svg { --page: #ffffff; --ink: #19202a; --muted: #586373; --rule: #dfe4ea; --first: #2563eb; --second: #d9730d;
              --third: #7c3aed; --fourth: #0d8a6c; font: 13px system-ui, sans-serif; }
            @media (prefers-color-scheme: dark) { svg { --page: #161b22; --ink: #e6eaf0; --muted: #98a4b3; --rule: #2a323d;
              --first: #6ea8ff; --second: #f2a45c; --third: #b794ff; --fourth: #4fd1a5; } }
            .page { fill: var(--page); }
            .first { --colour: var(--first); } .second { --colour: var(--second); }
            .third { --colour: var(--third); } .fourth { --colour: var(--fourth); }
            .grid { stroke: var(--rule); } .axis { stroke: var(--muted); }
            .mark { stroke: var(--muted); stroke-dasharray: 4 4; }
            .tick { fill: var(--muted); font-size: 12px; } .end { text-anchor: end; } .middle { text-anchor: middle; }
            .halo { paint-order: stroke; stroke: var(--page); stroke-width: 4px; stroke-linejoin: round; }
            .line { fill: none; stroke: var(--colour); stroke-width: 2.2; stroke-linejoin: round; }
            .line.faint { opacity: .45; stroke-width: 1.2; }
            .dot { fill: var(--colour); stroke: var(--page); stroke-width: 1.5; }
            """;

    private SvgFile() {
    }

    /**
     * The file's text.
     *
     * @param drawing an {@code svg} element that belongs to nothing else
     */
    public static String of(Element drawing) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + drawing.with("xmlns", "http://www.w3.org/2000/svg")
                .before(Element.of("style", STYLE),
                        Element.styled("rect", "page").with("width", "100%").with("height", "100%"))
                + "\n";
    }
}
