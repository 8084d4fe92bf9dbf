package cnn.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.pipeline.Clip;
import cnn.core.pipeline.Distillation;
import cnn.core.pipeline.EarlyStopping;
import cnn.core.pipeline.ParameterGroup;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Component;
import cnn.core.registry.Registry;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a pipeline can say, Java says without a canonical constructor, and leaves out with the same result. */
class OptionsInJavaTests {
    private static final Registry REGISTRY = Registry.load().requireIntact();

    static List<Class<?>> records() {
        return Stream.concat(REGISTRY.entries().stream().map(Component::type), Stream.of(PipelineConfig.class,
                Preprocess.class, TrainConfig.class, EarlyStopping.class, ParameterGroup.class, Clip.class,
                Distillation.class)).distinct()
                .<Class<?>>map(type -> type).toList();
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyOptionIsSetByAWitherOrAFactory(Class<? extends Record> type) {
        List<Key> keys = RecordCodec.keys(type);
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            if (!keys.get(i).required() && !isConstant(type)) {
                assertThat(makers(type)).as("what sets " + name).anyMatch(method -> sets(method, name));
            }
        }
    }

    /** What is required has no default and stands in the factory's parameters; clipping must be by something. */
    static List<Class<?>> recordsWithDefaultsAlone() {
        return records().stream().filter(type -> type != Clip.class && RecordCodec.keys(type.asSubclass(Record.class))
                .stream().noneMatch(Key::required)).toList();
    }

    @ParameterizedTest
    @MethodSource("recordsWithDefaultsAlone")
    void factoriesHaveThePipelinesDefaults(Class<? extends Record> type) throws ReflectiveOperationException {
        Record written = new RecordCodec(REGISTRY).decode(type, ConfigNode.yaml("y", "{}"));
        if (Arrays.stream(type.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0)) {
            assertThat(type.getConstructor().newInstance()).isEqualTo(written);
            return;
        }
        List<Method> factories = makers(type).stream().filter(method -> Modifier.isStatic(method.getModifiers())
                && method.getName().equals("of") && values(method, written).isPresent()).toList();
        assertThat(factories).isNotEmpty();
        for (Method factory : factories) {
            assertThat(factory.invoke(null, values(factory, written).orElseThrow())).as(factory.toString())
                    .isEqualTo(written);
        }
    }

    /** The two numbers of SELU are what the paper derives; other numbers are files' alone. */
    private static boolean isConstant(Class<?> type) {
        return type.getSimpleName().equals("Selu");
    }

    /** Withers and factories. */
    private static List<Method> makers(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(method -> method.getReturnType() == type).toList();
    }

    private static boolean sets(Method method, String option) {
        return method.getParameterCount() > 0 && (method.getName().equals(option)
                || Arrays.stream(method.getParameters()).anyMatch(parameter -> parameter.getName().equals(option)));
    }

    /** A record's own values for a factory's parameters; empty where these are no components. */
    private static Optional<Object[]> values(Method factory, Record of) {
        Object[] values = new Object[factory.getParameterCount()];
        for (int i = 0; i < values.length; i++) {
            Parameter parameter = factory.getParameters()[i];
            try {
                Method accessor = of.getClass().getMethod(parameter.getName());
                if (accessor.getReturnType() != parameter.getType()) {
                    return Optional.empty();
                }
                values[i] = accessor.invoke(of);
            } catch (ReflectiveOperationException e) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
