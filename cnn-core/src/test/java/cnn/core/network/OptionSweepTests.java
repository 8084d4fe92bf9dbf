package cnn.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.core.registry.Component;
import cnn.core.registry.Registry;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding3d;
import cnn.layers.Padding;
import cnn.layers.Size3d;
import cnn.layers.Size;
import cnn.layers.init.Constant;
import cnn.layers.shape.Region;
import cnn.layers.shape.Scale;
import cnn.layers.shape.Sides;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every whole number that a bundled layer takes, alone and in pairs, at values where int arithmetic breaks: a layer is
 * bound with sizes that are right, or it is refused with words.
 */
@Isolated("it asks for all the memory there is")
class OptionSweepTests {
    private static final int[] VALUES = {0, -1, Integer.MIN_VALUE, 1, 2, 3, 1 << 15, 1 << 16, 46_341, 1_000_000_000,
        Integer.MAX_VALUE - 1, Integer.MAX_VALUE};
    private static final List<Shape> SHAPES = List.of(Shape.image(8, 8, 1), Shape.image(1, 1, 3),
            Shape.image(5, 1, 2), Shape.vector(6), Shape.image(1, 300, 1), Shape.of(3, 4, 5, 2));

    static List<Class<?>> layers() {
        return Registry.load().requireIntact().entries().stream().<Class<?>>map(Component::type)
                .filter(Layer.class::isAssignableFrom).toList();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void bindsOrRefusesWithWords(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] base = Arrays.stream(components).map(OptionSweepTests::usual).toArray();
        for (int first = 0; first < base.length; first++) {
            for (Object one : values(components[first].getType())) {
                for (int second = first; second < base.length; second++) {
                    for (Object other : second == first
                            ? List.of(one)
                            : values(components[second].getType())) {
                        Object[] options = base.clone();
                        options[first] = one;
                        options[second] = other;
                        SHAPES.forEach(shape -> check(type, options, shape));
                    }
                }
            }
        }
        SHAPES.forEach(shape -> check(type, base, shape));
    }

    private static void check(Class<?> type, Object[] options, Shape shape) {
        if (Arrays.asList(options).contains(null) || Arrays.asList(options).contains(REFUSED)) {
            return;
        }
        String what = type.getSimpleName() + Arrays.toString(options) + " on " + shape;
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            Layer layer = (Layer) constructor.newInstance(options);
            Network.Builder builder = Network.builder(shape);
            Node node = builder.add("swept", layer);
            long size = Arrays.stream(node.output().dims()).asLongStream().reduce(1, (a, b) -> a * b);
            assertThat(node.output().size()).as(what).isEqualTo((int) size).isPositive();
            assertThat(node.bound().multiplyAdds()).as(what).isNotNegative();
        } catch (InvocationTargetException e) {
            refused(what, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(what, e);
        } catch (RuntimeException | Error e) {
            refused(what, e);
            assertThat(e).as(what).hasMessageContaining("Layer 'swept'");
        }
    }

    private static void refused(String what, Throwable thrown) {
        if (!(thrown instanceof IllegalArgumentException)) {
            throw new AssertionError(what, thrown);
        }
        assertThat(thrown.getMessage()).as(what).endsWith(".").hasSizeGreaterThan(30);
    }

    private static final Object REFUSED = new Object();

    private static List<Object> values(Class<?> type) {
        List<Object> values = new ArrayList<>();
        for (int value : VALUES) {
            if (type == int.class) {
                values.add(value);
            } else if (type == Size.class) {
                values.add(made(() -> Size.of(value)));
                values.add(made(() -> new Size(1, value)));
                values.add(made(() -> new Size(value, 3)));
            } else if (type == Sides.class) {
                values.add(made(() -> Sides.of(value)));
                values.add(made(() -> new Sides(0, value, 0, 1)));
            } else if (type == List.class) {
                values.add(List.of(value));
                values.add(List.of(value, 1, -1));
            } else if (type == Padding.class) {
                values.add(made(() -> Padding.of(value)));
                values.add(made(() -> Padding.of(0, value, 0, 1)));
            } else if (type == Size3d.class) {
                values.add(made(() -> Size3d.of(value)));
                values.add(made(() -> new Size3d(value, 1, 3)));
            } else if (type == Padding3d.class) {
                values.add(made(() -> Padding3d.of(value)));
                values.add(made(() -> Padding3d.of(0, value, 0, 1, 0, 2)));
            }
        }
        if (type == Padding.class) {
            values.addAll(List.of(Padding.SAME, Padding.SAME_LOWER));
        } else if (type == Padding3d.class) {
            values.addAll(List.of(Padding3d.SAME, Padding3d.SAME_LOWER));
        }
        values.removeIf(value -> value == REFUSED);
        return values;
    }

    private interface Maker {
        Object make();
    }

    private static Object made(Maker maker) {
        try {
            return maker.make();
        } catch (RuntimeException e) {
            refused("an option", e);
            return REFUSED;
        }
    }

    private static Object usual(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == Size.class) {
            return Size.of(1);
        } else if (type == Padding.class) {
            return Padding.VALID;
        } else if (type == Sides.class) {
            return Sides.of(1);
        } else if (type == List.class) {
            return List.of(0);
        } else if (type == Size3d.class) {
            return Size3d.of(1);
        } else if (type == Padding3d.class) {
            return Padding3d.VALID;
        } else if (type == Scale.class) {
            return Scale.of(0.125);
        } else if (type == Region.class) {
            return Region.WHOLE;
        } else if (type == Layer.class) {
            return Conv2d.of(1, 2);
        } else if (type == Init.class) {
            return new Constant(0.5f);
        } else if (type == int.class) {
            return 1;
        } else if (type == double.class) {
            return 0.5;
        } else if (type == boolean.class) {
            return true;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        throw new AssertionError("the sweep has no value for " + component);
    }

    @Test
    void saysWhatIsTooLarge() {
        assertThatThrownBy(() -> Network.of(Shape.image(8, 8, 1),
                MaxPool2d.of(Integer.MAX_VALUE).padding(Padding.SAME)).output().size())
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Layer 'max-pool2d-1' MaxPool2d[size=2147483647x2147483647")
                .hasMessageEndingWith(
                        "cannot take (8, 8, 1):\npadded as the 2147483647x2147483647 kernel needs it, the "
                                + "image would be 2147483647 pixels high, more than the 2^31 - 9 numbers that one array can "
                                + "hold. Use a smaller kernel, less dilation or less padding.");
        assertThatThrownBy(() -> Network.of(Shape.image(8, 8, 1), Conv2d.of(1, 3).padding(Padding.of(1_000_000_000))))
                .isInstanceOf(ShapeException.class)
                .hasMessageEndingWith(
                        "padded as the 3x3 kernel needs it, the image would be 2000000008×2000000008 with "
                                + "1 channel, more than the 2^31 - 9 numbers that one array can hold. Use a smaller kernel, "
                                + "less dilation or less padding.");
        assertThatThrownBy(() -> Network.of(Shape.vector(2), Dense.of(Integer.MAX_VALUE)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("Layer 'dense-1' Dense[units=2147483647, ")
                .hasMessageEndingWith(
                        "cannot take (2):\nShape (2, 2147483647) has more than 2^31 - 1 elements, the most "
                                + "one tensor can hold. Use a smaller shape.");
        assertThatThrownBy(() -> Network.of(Shape.vector(1), Dense.of(Integer.MAX_VALUE)))
                .hasMessageEndingWith("cannot take (1):\nwith its options an array would have more than the 2^31 - 9 "
                        + "numbers that it can hold. Use smaller numbers in its configuration, or a smaller input.");
    }

    /** However long the stride, there is one window. */
    @Test
    void aStrideBeyondTheImageGivesOneWindow() {
        Network network = Network.of(Shape.image(8, 8, 1),
                Conv2d.of(4, 3).stride(new Size(Integer.MAX_VALUE, 1)).padding(Padding.SAME));
        assertThat(network.output()).isEqualTo(Shape.image(1, 8, 4));
        assertThat(network.multiplyAdds()).isEqualTo(8L * 4 * 9);
    }

    @Test
    void findsTheLayers() {
        assertThat(layers()).hasSizeGreaterThan(15);
    }
}
