package cnn.core.inspect;

import cnn.api.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large pictures are before they are resized.
 *
 * @param counts pictures of each size and number of channels, the most frequent first
 * @param tiny pictures of less height or width than is reasonable
 * @param odd where nearly all pictures have one size, those that have another
 */
public record PictureSizes(Map<Shape, Integer> counts, List<Place> tiny, List<Place> odd) {
    /** A size that so large a share of pictures has is the usual one, from which others differ. */
    private static final double USUAL = 0.9;

    public PictureSizes {
        counts = new LinkedHashMap<>(counts);
        tiny = List.copyOf(tiny);
        odd = List.copyOf(odd);
    }

    /**
     * The sizes of all images.
     *
     * @param least pixels that a picture should have at least in height and width
     */
    static PictureSizes of(List<InspectedPart> parts, int least) {
        Map<Shape, Integer> counts = new LinkedHashMap<>();
        List<Place> tiny = new ArrayList<>();
        int all = 0;
        for (int p = 0; p < parts.size(); p++) {
            List<@Nullable ImageTraits> traits = parts.get(p).traits();
            for (int i = 0; i < traits.size(); i++) {
                ImageTraits image = traits.get(i);
                if (image != null) {
                    counts.merge(image.shape(), 1, Integer::sum);
                    all++;
                    if (Math.min(image.shape().height(), image.shape().width()) < least) {
                        tiny.add(new Place(p, i));
                    }
                }
            }
        }
        Map<Shape, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream().sorted(Map.Entry.<Shape, Integer>comparingByValue().reversed()
                .thenComparing(Map.Entry.comparingByKey(ORDER)))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        Map.Entry<Shape, Integer> most = sorted.isEmpty() ? null : sorted.entrySet().iterator().next();
        return new PictureSizes(sorted, tiny,
                most == null || most.getValue() < USUAL * all ? List.of() : others(parts, most.getKey()));
    }

    private static final Comparator<Shape> ORDER = Comparator.comparingInt(Shape::height)
            .thenComparingInt(Shape::width).thenComparingInt(Shape::channels);

    private static List<Place> others(List<InspectedPart> parts, Shape usual) {
        List<Place> others = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            List<@Nullable ImageTraits> traits = parts.get(p).traits();
            for (int i = 0; i < traits.size(); i++) {
                ImageTraits image = traits.get(i);
                if (image != null && !image.shape().equals(usual)) {
                    others.add(new Place(p, i));
                }
            }
        }
        return others;
    }
}
