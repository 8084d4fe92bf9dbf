package cnn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No bundled component takes a number silently that is none, or none any more as a float. */
class DoubleSweepTests {
    private static final double[] NO_NUMBERS = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300,
        -1e300};

    static List<Class<? extends Record>> components() {
        return Registry.load().requireIntact().entries().stream().<Class<? extends Record>>map(Component::type)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("components")
    void refusesWhatIsNoNumber(Class<? extends Record> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            // warm-up epochs are never narrowed: a warm-up longer than the run is one that does not end
            boolean wide = components[i].getName().equals("warmupEpochs");
            for (double value : NO_NUMBERS) {
                if (isReal(components[i].getType()) && !(wide && value == 1e300)) {
                    refuses(type, components, i, value);
                }
            }
        }
    }

    private static boolean isReal(Class<?> type) {
        return type == double.class || type == float.class;
    }

    private static void refuses(Class<?> type, RecordComponent[] components, int at, double value)
            throws ReflectiveOperationException {
        String what = type.getSimpleName() + "." + components[at].getName() + " = " + value;
        Object[] options = new Object[components.length];
        for (int i = 0; i < options.length; i++) {
            options[i] = option(components[i].getType(), i == at ? value : 0.5);
        }
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        try {
            constructor.newInstance(options);
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).as(what).isInstanceOf(IllegalArgumentException.class);
            assertThat(e.getCause().getMessage()).as(what).endsWith(".");
            return;
        }
        throw new AssertionError(what + " is taken");
    }

    private static Object option(Class<?> type, double number) {
        if (type == double.class) {
            return number;
        } else if (type == float.class) {
            return (float) number;
        } else if (type == int.class) {
            return 1;
        } else if (type == boolean.class) {
            return false;
        } else if (type == List.class) {
            return List.of();
        }
        return type.isEnum() ? type.getEnumConstants()[0] : null;
    }
}
