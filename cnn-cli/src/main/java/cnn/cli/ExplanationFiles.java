package cnn.cli;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.core.safetensors.SafetensorsWriter;
import cnn.explain.Attribution;
import cnn.explain.Excitement;
import cnn.explain.Excitement.Shot;
import cnn.explain.Explanation;
import cnn.explain.FeatureMaps;
import cnn.explain.Filters;
import cnn.explain.Stimulus;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The folder that explanations are written to: for each picture a folder with pictures and arrays; filters; the page. */
final class ExplanationFiles {
    static final String PAGE = "explanation.html";
    private static final String ARRAYS = "arrays.safetensors";
    private static final String EXCITING = "exciting";
    private static final String MAXIMAL = "maximal";
    private static final int SIDE = 256;
    private static final int MAP_SIDE = 96;
    private static final int WINDOW_SIDE = 24;
    /** Of one picture: layers may have thousands of maps. */
    private static final int MOST_PIXELS = 4_000_000;

    private final OutputFolder folder;

    ExplanationFiles(Path folder) {
        this.folder = new OutputFolder(folder, Set.of("filters", EXCITING, MAXIMAL));
    }

    /** Writes all that was found out about a picture. Returns the name that no other has. */
    String picture(Path image, Explanation explanation, List<Attribution> attributions) {
        String name = folder.name(image);
        OutputFolder own = folder.within(name);
        own.png("picture.png", explanation.picture(SIDE));
        SafetensorsWriter arrays = new SafetensorsWriter().metadata("subject", explanation.subject())
                .metadata("answer", explanation.prediction().toString());
        for (Attribution attribution : attributions) {
            String id = attribution.method().id();
            own.png(id + ".png", attribution.overlay(SIDE));
            arrays.add(id, attribution.values());
        }
        OutputFolder maps = own.within("maps");
        int number = 0;
        for (FeatureMaps one : explanation.maps()) {
            maps.png(numbered(++number, one.layer()), one.sheet(side(one.count())));
            arrays.add("maps/" + one.layer(), one.values());
        }
        arrays.write(own.file(ARRAYS));
        return name;
    }

    /** Writes the filters of all convolutions. */
    void filters(List<Filters> all) {
        if (all.isEmpty()) {
            return;
        }
        OutputFolder own = folder.within("filters");
        int number = 0;
        for (Filters filters : all) {
            own.png(numbered(++number, filters.layer()), filters.sheet(WINDOW_SIDE, MOST_PIXELS));
        }
    }

    /** Writes the images that maps answer to: their parts as pictures, the whole of them as arrays, n×(H, W, C) for each map. */
    void excitements(List<Excitement> all) {
        OutputFolder own = folder.within(EXCITING);
        SafetensorsWriter arrays = new SafetensorsWriter().metadata("layer", all.getFirst().layer());
        for (Excitement one : all) {
            if (!one.shots().isEmpty()) {
                String name = "map-" + (one.map() + 1);
                own.png(name + ".png", one.picture(MAP_SIDE));
                arrays.add(name, stacked(one.shots().stream().map(Shot::image).toList())).metadata(name,
                        String.join("\n", one.shots().stream().map(Shot::name).toList()));
            }
        }
        arrays.write(own.file(ARRAYS));
    }

    /** Writes the pictures that were drawn for maps, and as arrays, (H, W, C) for each. */
    void stimuli(List<Stimulus> all) {
        OutputFolder own = folder.within(MAXIMAL);
        SafetensorsWriter arrays = new SafetensorsWriter().metadata("layer", all.getFirst().layer());
        for (Stimulus one : all) {
            String name = "map-" + (one.map() + 1);
            own.png(name + ".png", one.picture(SIDE));
            arrays.add(name, one.image().shape(), one.image().pixels()).metadata(name, one.subject());
        }
        arrays.write(own.file(ARRAYS));
    }

    private static Tensor stacked(List<Image> images) {
        Shape shape = images.getFirst().shape();
        float[] all = new float[images.size() * shape.size()];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i).pixels(), 0, all, i * shape.size(), shape.size());
        }
        return new Tensor(Shape.of(images.size(), shape.height(), shape.width(), shape.channels()), all);
    }

    /** Layers of an imported network may be called anything. */
    private static String numbered(int number, String layer) {
        return String.format(Locale.ROOT, "%03d-%s.png", number, layer.replaceAll("[^A-Za-z0-9._-]+", "_"));
    }

    private static int side(int maps) {
        return Math.clamp((int) Math.sqrt((double) MOST_PIXELS / maps), 1, MAP_SIDE);
    }
}
