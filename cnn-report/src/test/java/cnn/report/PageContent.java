package cnn.report;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A page taken apart: its elements, which must be well-formed, its script's data, and its style and script. */
record PageContent(String html, Document document, String json) {
    private static final Pattern RAW = Pattern.compile("(?s)(<(style|script)[^>]*>)(.*?)(</\\2>)");

    static PageContent of(String html) throws Exception {
        Matcher raw = RAW.matcher(html);
        StringBuilder plain = new StringBuilder();
        String json = "";
        while (raw.find()) {
            json = raw.group(1).contains("application/json") ? raw.group(3) : json;
            raw.appendReplacement(plain, "$1$4");
        }
        raw.appendTail(plain);
        return new PageContent(html, DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(plain.toString().getBytes(StandardCharsets.UTF_8))), json);
    }

    /** The values of an attribute, wherever it stands. */
    List<String> attributes(String name) {
        List<String> values = new ArrayList<>();
        elements("*").forEach(element -> {
            if (element.hasAttribute(name)) {
                values.add(element.getAttribute(name));
            }
        });
        return values;
    }

    List<Element> elements(String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add((Element) nodes.item(i));
        }
        return all;
    }

    /** What is read on it. */
    String text() {
        return document.getDocumentElement().getTextContent();
    }
}
