package cnn.report;

import cnn.report.markup.Element;
import java.util.Map;

/**
 * A part of the page with a heading, to which a link leads.
 *
 * @param id the link's target
 * @param title heading
 * @param lead what is to be seen, in a sentence; empty for none
 * @param content below
 * @param data what the script needs, by names that are this section's own
 */
record Section(String id, String title, String lead, Element content, Map<String, Object> data) {
    /** One that the script needs nothing for. */
    static Section of(String id, String title, String lead, Element content) {
        return new Section(id, title, lead, content, Map.of());
    }

    Element element() {
        Element section = Element.of("section", Element.of("h2", title)).with("id", id);
        return lead.isEmpty() ? section.add(content) : section.add(Element.styled("p", "lead", lead), content);
    }
}
