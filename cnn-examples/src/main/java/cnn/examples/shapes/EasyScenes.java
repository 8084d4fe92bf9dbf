package cnn.examples.shapes;

import cnn.api.Rng;
import java.util.Arrays;
import java.util.List;

/** Pictures that two filters can tell apart: filled, light on dark, corners on a circle of about one size. */
final class EasyScenes {
    private EasyScenes() {
    }

    static Scene draw(int label, int size, int channels, Rng random) {
        double turn = 2 * Math.PI * random.nextFloat();
        Figure unit = switch (label) {
            case 0 -> Figure.Polygon.of(turn, turn + 2 * Math.PI / 3, turn + 4 * Math.PI / 3);
            case 1 -> Figure.Polygon.of(turn, turn + Math.PI / 2, turn + Math.PI, turn + 3 * Math.PI / 2);
            default -> new Figure.Disc(0, 0, 1);
        };
        float middle = (size - 1) / 2f;
        float radius = size * random.nextFloat(0.32f, 0.36f);
        Figure figure = unit.moved(radius, middle + size * random.nextFloat(-0.06f, 0.06f),
                middle + size * random.nextFloat(-0.06f, 0.06f));
        float[] light = grey(channels, random.nextFloat(0.8f, 1));
        float[] dark = grey(channels, random.nextFloat(0, 0.2f));
        return new Scene(label, size, figure, 0, new Scene.Paint(light, dark, dark, 1, 0), List.of(), 0.05f);
    }

    private static float[] grey(int channels, float value) {
        float[] colour = new float[channels];
        Arrays.fill(colour, value);
        return colour;
    }
}
