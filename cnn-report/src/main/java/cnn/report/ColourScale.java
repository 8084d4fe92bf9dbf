package cnn.report;

import cnn.explain.Attribution;
import cnn.explain.FeatureMaps;
import cnn.explain.colour.ColourMap;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import cnn.report.picture.Thumbnail;

/** Which colour stands for which number. */
final class ColourScale {
    private static final int WIDTH = 128;

    private ColourScale() {
    }

    static Element of(Attribution attribution) {
        return switch (attribution.kind()) {
            case SUPPORT -> of(attribution.colours(), "nothing", "most");
            case MAGNITUDE -> of(attribution.colours(), "little", "much");
            case SIGNED -> of(attribution.colours(), "against", "for");
        };
    }

    static Element of(FeatureMaps maps) {
        String most = Words.real(maps.strength());
        return of(maps.colours(), maps.colours().least() < 0 ? "−" + most : "0", most);
    }

    private static Element of(ColourMap colours, String least, String most) {
        return Element.styled("span", "scale", Element.of("i", least), Element.of("img")
                .with("src", Thumbnail.of(colours.scale(WIDTH, 1)).source())
                .with("alt", "from " + least + " to " + most),
                Element.of("i", most));
    }
}
