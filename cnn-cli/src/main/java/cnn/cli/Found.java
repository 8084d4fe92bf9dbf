package cnn.cli;

import cnn.core.text.Echo;
import cnn.vision.Box;
import cnn.vision.ClassMap;
import cnn.vision.Detection;
import cnn.vision.Drawing;
import cnn.vision.Mask;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a network has found in a picture, in the picture's own pixels. */
sealed interface Found {
    /** How it is told in a headline: {@code 3 boxes}. */
    String headline();

    /** Whether nothing was found. */
    boolean isEmpty();

    /** Why it may be something else; null where nothing is odd about it. */
    default @Nullable String doubt() {
        return null;
    }

    /** A row for each thing. */
    String table();

    /** The same as a program reads it. */
    Map<String, Object> json();

    /** Draws it. */
    void on(Drawing drawing);

    /** The classes' numbers as a picture; null where there are none, or too many for that. */
    @Nullable
    BufferedImage map();

    /**
     * Boxes.
     *
     * @param threshold what their scores exceed
     * @param doubt why they may be others; null where nothing is odd about them
     */
    record Boxes(List<Detection> all, double threshold, @Nullable String doubt) implements Found {
        @Override
        public boolean isEmpty() {
            return all.isEmpty();
        }

        @Override
        public String headline() {
            return all.isEmpty() ? "no box above " + Text.percent(threshold) : Text.count(all.size(), "box");
        }

        @Override
        public String table() {
            Table table = new Table("class", "score", "left", "top", "right", "bottom");
            all.forEach(one -> row(table, one.label(), Text.percent(one.score()), one.box()));
            return table.toString();
        }

        @Override
        public Map<String, Object> json() {
            return Map.of("boxes", all.stream().map(one -> {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("class", one.label());
                json.put("index", one.index());
                json.put("score", one.score());
                json.put("box", box(one.box()));
                return json;
            }).toList());
        }

        @Override
        public void on(Drawing drawing) {
            drawing.boxes(all);
        }

        @Override
        public @Nullable BufferedImage map() {
            return null;
        }
    }

    /**
     * Areas.
     *
     * @param classes the class of each pixel
     * @param all the pixels of each class that there is, the largest first
     * @param none how it is told that there is none
     */
    record Areas(ClassMap classes, List<Area> all, String none) implements Found {
        /** How much of the colours is seen. */
        private static final double OPACITY = 0.5;
        /** Classes that a byte holds. */
        private static final int MOST_CLASSES = 256;

        /**
         * What is of one class.
         *
         * @param pixels how many
         * @param share of all pixels, in [0, 1]
         * @param box around them
         */
        record Area(int index, String name, int pixels, double share, Box box) {
        }

        /** Of a map of classes, which have names or are called by their numbers. */
        static Areas of(ClassMap classes, List<String> names) {
            return of(classes, names, 0);
        }

        /** Of the one class that has a mask. */
        static Areas of(Mask mask, String name) {
            int[] classes = new int[mask.height() * mask.width()];
            mask.pixels().stream().forEach(pixel -> classes[pixel] = 1);
            return of(new ClassMap(mask.height(), mask.width(), classes), List.of("", name), 1);
        }

        private static Areas of(ClassMap classes, List<String> names, int first) {
            List<Area> all = Extent.all(classes).entrySet().stream().filter(one -> one.getKey() >= first)
                    .map(one -> one.getValue().area(one.getKey(),
                            one.getKey() < names.size() ? names.get(one.getKey()) : one.getKey().toString(),
                            classes.classes().length))
                    .sorted((one, other) -> Integer.compare(other.pixels(), one.pixels())).toList();
            return new Areas(classes, all, "no pixel of " + Echo.of(names.getLast()));
        }

        @Override
        public boolean isEmpty() {
            return all.isEmpty();
        }

        @Override
        public String headline() {
            return all.isEmpty() ? none : Text.count(all.size(), "class");
        }

        @Override
        public String table() {
            Table table = new Table("class", "share", "left", "top", "right", "bottom");
            all.forEach(one -> row(table, one.name(), Text.percent(one.share()), one.box()));
            return table.toString();
        }

        @Override
        public Map<String, Object> json() {
            return Map.of("classes", all.stream().map(one -> {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("class", one.name());
                json.put("index", one.index());
                json.put("pixels", one.pixels());
                json.put("share", one.share());
                json.put("box", box(one.box()));
                return json;
            }).toList());
        }

        @Override
        public void on(Drawing drawing) {
            drawing.map(classes, OPACITY);
        }

        @Override
        public @Nullable BufferedImage map() {
            return Arrays.stream(classes.classes()).allMatch(one -> one < MOST_CLASSES) ? classes.indexed() : null;
        }
    }

    /** How far a class reaches: masks of many classes in a large picture would fill the memory. */
    final class Extent {
        private int pixels;
        private int left = Integer.MAX_VALUE;
        private int top = Integer.MAX_VALUE;
        private int right;
        private int bottom;

        private Extent() {
        }

        /** Of all classes that there are, by their numbers. */
        private static SortedMap<Integer, Extent> all(ClassMap map) {
            SortedMap<Integer, Extent> all = new TreeMap<>();
            for (int y = 0; y < map.height(); y++) {
                int last = -1;
                Extent extent = new Extent();
                for (int x = 0; x < map.width(); x++) {
                    if (map.at(y, x) != last) {
                        last = map.at(y, x);
                        extent = all.computeIfAbsent(last, any -> new Extent());
                    }
                    extent.add(y, x);
                }
            }
            return all;
        }

        private void add(int row, int column) {
            pixels++;
            left = Math.min(left, column);
            top = Math.min(top, row);
            right = Math.max(right, column + 1);
            bottom = Math.max(bottom, row + 1);
        }

        private Areas.Area area(int index, String name, int all) {
            return new Areas.Area(index, name, pixels, (double) pixels / all, new Box(left, top, right, bottom));
        }
    }

    private static void row(Table table, String name, String number, Box box) {
        table.row(Echo.of(name), number, Math.round(box.left()), Math.round(box.top()),
                Math.round(box.right()), Math.round(box.bottom()));
    }

    private static Map<String, Object> box(Box box) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("left", box.left());
        json.put("top", box.top());
        json.put("right", box.right());
        json.put("bottom", box.bottom());
        return json;
    }
}
