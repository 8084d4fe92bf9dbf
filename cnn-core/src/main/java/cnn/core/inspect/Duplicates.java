package cnn.core.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Images that are there more than once, sample for sample, and pairs that look nearly the same. What a network has seen in
 * training it may know by heart, so that results on it are too good; and of two labels for one picture one is wrong.
 *
 * @param parts the data that was looked through
 * @param same groups of equal images, in the order of their first
 * @param alike pairs of images that look nearly the same and are not equal, the nearest first: their hashes differ in few bits
 *            and, made very small, they correlate by 0.998 or more; of several equal ones the first stands for all
 * @param alikeInAll how many such pairs there are: no more than 10,000 are kept
 */
public record Duplicates(List<InspectedPart> parts, List<Group> same, List<Pair> alike, long alikeInAll) {
    /** Bits in which the hashes of images that look nearly the same may differ, where nobody says. */
    public static final int USUAL_DISTANCE = 4;
    /** The most of these that may be asked for: beyond, what looks different has hashes as near. */
    public static final int MOST_DISTANCE = 16;

    public Duplicates {
        parts = List.copyOf(parts);
        same = List.copyOf(same);
        alike = List.copyOf(alike);
    }

    /**
     * One picture, several times.
     *
     * @param places where it is, in order; two at least
     */
    public record Group(List<Place> places) {
        public Group {
            places = List.copyOf(places);
        }

        /** Whether it is in several parts. */
        public boolean crossesParts() {
            return places.getFirst().part() != places.getLast().part();
        }
    }

    /**
     * Two images that look nearly the same.
     *
     * @param distance bits in which their hashes differ
     */
    public record Pair(Place first, Place second, int distance) {
    }

    /**
     * Looks for them.
     *
     * @param distance bits in which the hashes of images that look nearly the same may differ, from 0 to
     *            {@link #MOST_DISTANCE}
     */
    public static Duplicates in(List<InspectedPart> parts, int distance) {
        if (distance < 0 || distance > MOST_DISTANCE) {
            throw new IllegalArgumentException("Hashes of images that look alike cannot differ in " + distance
                    + " bits. Use from 0 to " + MOST_DISTANCE + ", for example " + USUAL_DISTANCE + ".");
        }
        Map<ImageDigest, Place> firsts = new HashMap<>();
        Map<Place, List<Place>> groups = new HashMap<>();
        List<Place> different = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            List<@Nullable ImageTraits> traits = parts.get(part).traits();
            for (int i = 0; i < traits.size(); i++) {
                ImageTraits image = traits.get(i);
                if (image == null) {
                    continue;
                }
                Place place = new Place(part, i);
                Place first = firsts.putIfAbsent(image.digest(), place);
                if (first == null) {
                    different.add(place);
                } else {
                    groups.computeIfAbsent(first, one -> new ArrayList<>(List.of(one))).add(place);
                }
            }
        }
        Appearance[] looks = different.stream().map(place -> appearance(parts, place)).toArray(Appearance[]::new);
        NearPairs near = NearPairs.of(Arrays.stream(looks).mapToLong(Appearance::hash).toArray(), distance,
                (one, other) -> looks[one].isLike(looks[other]));
        return new Duplicates(parts, groups.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(group -> new Group(group.getValue())).toList(),
                near.nearest().stream().map(pair -> new Pair(different.get(pair.first()), different.get(pair.second()),
                        pair.distance())).toList(),
                near.count());
    }

    private static Appearance appearance(List<InspectedPart> parts, Place place) {
        return Objects.requireNonNull(parts.get(place.part()).traits().get(place.image())).appearance();
    }

    /** Whether the images of a group have different classes. */
    public boolean labelsDiffer(Group group) {
        return group.places().stream().map(this::className).distinct().count() > 1;
    }

    /** Whether two images have different classes. */
    public boolean labelsDiffer(Pair pair) {
        return !className(pair.first()).equals(className(pair.second()));
    }

    /** The name of an image's class; empty where it has none. */
    public String className(Place place) {
        return parts.get(place.part()).className(place.image());
    }

    /** What an image is called. */
    public String name(Place place) {
        return parts.get(place.part()).images().name(place.image());
    }

    /** Images of one part that are in another as well, each with the first there that it equals, in their order. */
    public List<Pair> sameIn(int part, int other) {
        List<Pair> pairs = new ArrayList<>();
        for (Group group : same) {
            Place first = group.places.stream().filter(place -> place.part() == part).findFirst().orElse(null);
            if (first != null) {
                group.places.stream().filter(place -> place.part() == other)
                        .forEach(place -> pairs.add(new Pair(first, place, 0)));
            }
        }
        pairs.sort((a, b) -> a.second.compareTo(b.second));
        return pairs;
    }

    /** Pairs of images that look nearly the same, one in each of two parts, the nearest first. */
    public List<Pair> alikeIn(int part, int other) {
        return alike.stream().filter(pair -> pair.first.part() == part && pair.second.part() == other).toList();
    }
}
