package cnn.report;

import cnn.report.markup.Element;
import cnn.report.markup.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page with a heading, sections, and links to them at its side.
 *
 * @param name above the links
 * @param title in the browser's tab
 * @param heading what stands before the sections
 * @param sections in order
 */
record Sheet(String name, String title, Element heading, List<Section> sections) {
    String html() {
        Map<String, Object> data = new LinkedHashMap<>();
        Element main = Element.of("main", heading);
        Element links = Element.of("nav").with("aria-label", "Sections");
        for (Section section : sections) {
            main.add(section.element());
            links.add(Element.of("a", section.title()).with("href", "#" + section.id()));
            data.putAll(section.data());
        }
        Element body = Element.of("body",
                Element.styled("div", "side", Element.styled("a", "brand", name).with("href", "#top"),
                        links, Overview.themes()),
                main);
        return new Page(title, body.with("id", "top"), data).html();
    }
}
