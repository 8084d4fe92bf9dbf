package cnn.explain;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.data.CheckedData;
import cnn.core.engine.Inspection;
import cnn.core.network.Node;
import cnn.explain.Excitement.Shot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks through images for those that a layer's maps answer to most, and for the part of each that they see. */
final class Search {
    private final Explainer explainer;
    private final DataSet images;
    private final Node node;
    private final int most;
    private final int size;
    private final Inspection inside;

    /** An image and the place in a map where it has its largest number. */
    private record Find(int image, float value, int place) {
    }

    Search(Explainer explainer, DataSet images, Node node, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("At least 1 image for each map can be looked for, but " + most
                    + " were asked for. Ask for example for 5.");
        }
        this.explainer = explainer;
        this.images = images;
        this.node = node;
        this.most = most;
        size = explainer.model().network().input().size();
        inside = explainer.inspection(Math.max(1, Math.min(explainer.batch(), images.size())));
    }

    List<Excitement> excitements() {
        List<List<Find>> finds = finds();
        List<Excitement> excitements = new ArrayList<>();
        for (int map = 0; map < finds.size(); map++) {
            excitements.add(new Excitement(node.name(), map, shots(map, finds.get(map))));
        }
        return excitements;
    }

    /** For each map the images with the largest numbers, the largest first, and of equal ones the first. */
    private List<List<Find>> finds() {
        int maps = maps();
        List<List<Find>> finds = new ArrayList<>();
        for (int map = 0; map < maps; map++) {
            finds.add(new ArrayList<>());
        }
        for (int first = 0; first < images.size(); first += inside.maxBatch()) {
            int examples = Math.min(inside.maxBatch(), images.size() - first);
            for (int i = 0; i < examples; i++) {
                put(image(first + i), i);
            }
            inside.forward(examples);
            for (int i = 0; i < examples; i++) {
                for (int map = 0; map < maps; map++) {
                    keep(finds.get(map), largest(first + i, i, map));
                }
            }
        }
        return finds;
    }

    private int maps() {
        return node.output().channels();
    }

    private int places() {
        return node.output().size() / maps();
    }

    private Find largest(int image, int example, int map) {
        float[] output = inside.output(node);
        int at = example * node.output().size() + map;
        int best = 0;
        for (int place = 1; place < places(); place++) {
            best = output[at + place * maps()] > output[at + best * maps()] ? place : best;
        }
        return new Find(image, output[at + best * maps()], best);
    }

    private void keep(List<Find> finds, Find find) {
        if (finds.size() < most || find.value > finds.getLast().value) {
            finds.add(find);
            finds.sort(Comparator.comparingDouble((Find one) -> -one.value)); // stable
            if (finds.size() > most) {
                finds.removeLast();
            }
        }
    }

    /** An image of the model's shape. */
    private Image image(int index) {
        Image image = Image.of(images.shape());
        CheckedData.read(images, index, image);
        return explainer.model().fit(image);
    }

    private void put(Image image, int example) {
        explainer.model().preprocessing().apply(image.pixels(), inside.input(), example * size);
    }

    /** What each place sees: the box around all pixels that its number's derivative is not 0 for. */
    private List<Shot> shots(int map, List<Find> finds) {
        List<Shot> shots = new ArrayList<>();
        for (Find find : finds) {
            Image image = image(find.image);
            put(image, 0);
            inside.forward(1);
            float[] one = new float[node.output().size()];
            one[find.place * maps() + map] = 1;
            inside.backward(node, one);
            Shot shot = shot(find, image, inside.inputGradient());
            if (shot != null) {
                shots.add(shot);
            }
        }
        return shots;
    }

    private @Nullable Shot shot(Find find, Image image, float[] gradient) {
        Shape shape = image.shape();
        int top = shape.height();
        int left = shape.width();
        int bottom = -1;
        int right = -1;
        for (int i = 0; i < shape.size(); i++) {
            if (gradient[i] != 0) {
                int row = i / (shape.width() * shape.channels());
                int column = i / shape.channels() % shape.width();
                top = Math.min(top, row);
                bottom = Math.max(bottom, row);
                left = Math.min(left, column);
                right = Math.max(right, column);
            }
        }
        return bottom < 0
                ? null // nothing in the image moves it
                : new Shot(find.image, images.name(find.image), image, find.value, top, left, bottom - top + 1,
                        right - left + 1);
    }
}
