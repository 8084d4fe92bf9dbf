package cnn.report.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ElementTests {
    @Test
    void textAndAttributesAreEscaped() {
        assertThat(Element.of("p", "a <b> & 'c'").with("title", "\"><script>").toString())
                .isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;\">a &lt;b&gt; &amp; &#39;c&#39;</p>");
        assertThat(Element.of("p", "a\u202Eb\u0000c\uD800d\uFFFEe\n").toString()).isEqualTo("<p>a?b?c?d?e\n</p>");
    }

    @Test
    void whatIsOpenedIsClosed() {
        assertThat(Element.of("td").toString()).isEqualTo("<td></td>");
        assertThat(Element.of("br").toString()).isEqualTo("<br/>");
        assertThat(Element.of("ul", List.of(Element.of("li", 1), Element.of("li", 2.5))).toString())
                .isEqualTo("<ul><li>1</li><li>2.5</li></ul>");
    }

    @Test
    void numbersHaveTwoDecimalsAtMost() {
        assertThat(Element.number(12.3456)).isEqualTo("12.35");
        assertThat(Element.number(100)).isEqualTo("100");
        assertThat(Element.number(-0.001)).isEqualTo("0");
        assertThat(Element.of("rect").with("x", 1.50).toString()).isEqualTo("<rect x=\"1.5\"/>");
    }
}
