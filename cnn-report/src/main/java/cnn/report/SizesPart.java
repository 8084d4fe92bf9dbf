package cnn.report;

import cnn.api.data.DataSet;
import cnn.api.data.OriginalSizes;
import cnn.api.data.OriginalSizes.Size;
import cnn.core.text.Count;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** How large pictures were before they were resized: the smallest, the median, the largest, and the commonest. */
final class SizesPart {
    private static final int MOST = 8;

    private SizesPart() {
    }

    /** Of all files that the parts' images come from; parts of the same files are counted once. */
    static Element of(Collection<DataSet> parts) {
        Set<OriginalSizes> files = new LinkedHashSet<>();
        parts.forEach(part -> files.addAll(part.originalSizes()));
        OriginalSizes sizes = OriginalSizes.of(files);
        if (sizes.counts().isEmpty()) {
            return Element.styled("p", "lead",
                    "How large the pictures were before they were resized is not known: their "
                            + "source does not tell, or an earlier version decoded them into its cache.");
        }
        String all = Count.of(sizes.pictures(), "picture");
        if (sizes.counts().size() == 1) {
            return Element.styled("p", "lead",
                    (sizes.pictures() == 1
                            ? "The one picture of the source has "
                            : "All " + all
                                    + " of the source have ")
                            + text(sizes.quantile(0)) + " pixels (width × height).");
        }
        boolean some = parts.stream().anyMatch(part -> part.originalSizes().isEmpty());
        return Element.styled("div", "stack", Element.styled("p", "lead", "Of the source's " + all
                + " before they were resized, in pixels: width × height, ordered by area. There "
                + Count.are(sizes.counts().size(), "size") + "."
                + (some ? " Of some parts they are not known." : "")), range(sizes), commonest(sizes));
    }

    private static Element range(OriginalSizes sizes) {
        return Element.styled("dl", "facts", Element.of("dt", "smallest"), Element.of("dd", text(sizes.quantile(0))),
                Element.of("dt", "median"), Element.of("dd", text(sizes.quantile(0.5))),
                Element.of("dt", "largest"), Element.of("dd", text(sizes.quantile(1))));
    }

    private static Element commonest(OriginalSizes sizes) {
        Element body = Element.of("tbody");
        for (Size size : sizes.commonest(MOST)) {
            int count = sizes.counts().get(size);
            double share = (double) count / sizes.pictures();
            body.add(Element.of("tr", Element.of("th", text(size)).with("scope", "row"),
                    FiguresSection.number(count, Count.of(count)).add(Element.styled("span", "meter").with("style",
                            "--p:" + Element.number(100 * share) + "%")),
                    FiguresSection.number(share, Words.percent(share))));
        }
        return FiguresSection.sortable("the commonest", "pictures", "share").add(body);
    }

    private static String text(Size size) {
        return size.width() + " × " + size.height();
    }
}
