package cnn.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.core.registry.Registry;
import cnn.core.registry.Samples;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTests {
    private final RecordCodec codec = new RecordCodec(Samples.registry());

    enum Colour {
        RED, DARK_GREEN
    }

    record Everything(int whole, long big, short small, byte tiny, float single, double exact, boolean flag,
            String text, Path path, Colour colour, List<Integer> wholes, List<List<Float>> rows,
            List<Colour> colours, Samples.Window window, Nested nested, Init init, List<Layer> layers,
            @Nullable Integer maybe, @Nullable Init maybeInit, Integer boxed, Double boxedExact) {
    }

    record Nested(@Default("7") int number, @Default("'a: b'") String text, @Default("[1, 2]") List<Integer> list,
            @Default("dark-green") Colour colour, @Default("{normal: {deviation: 0.5}}") Init init) {
    }

    record Arrays(float[] floats, int[] ints, double[] doubles, String[] texts) {
    }

    record Reals(float single, double exact) {
    }

    record Names(String text, @Nullable String other) {
    }

    private static final Everything EVERYTHING = new Everything(-3, Long.MAX_VALUE, Short.MIN_VALUE, Byte.MAX_VALUE,
            0.1f, 0.1, true, "two\nlines: 'quoted' #", Path.of("a", "b c"), Colour.DARK_GREEN, List.of(1, -2),
            List.of(List.of(1f), List.of()), List.of(Colour.RED), new Samples.Window(3, 5), new Nested(1, "", List.of(),
                    Colour.RED, new Samples.Zeros()),
            new Samples.Normal(1e-9f), List.of(new Samples.Flat(), new Samples.Dense(3)), null, null, 5, 0.25);

    @Test
    void writesAndReadsEveryKindOfComponent() {
        ConfigNode tree = RecordCodec.encode(Everything.class, EVERYTHING);
        assertThat(codec.decode(Everything.class, tree)).isEqualTo(EVERYTHING);
        assertThat(codec.decode(Everything.class, ConfigNode.yaml("y", tree.toYaml()))).isEqualTo(EVERYTHING);
        assertThat(codec.decode(Everything.class, ConfigNode.json("j", tree.toJson()))).isEqualTo(EVERYTHING);
    }

    @Test
    void writesJsonInOneLine() {
        assertThat(RecordCodec.encode(Layer.class, new Samples.Conv(2, new Samples.Window(3, 3),
                new Samples.Window(1, 1), true, new Samples.Normal(0.1f), null)).toJson()).isEqualTo(
                        "{\"conv2d\":{\"filters\":2,\"kernel\":\"3x3\",\"stride\":\"1x1\",\"bias\":true,"
                                + "\"weight-init\":{\"normal\":{\"deviation\":0.1}}}}");
    }

    @Test
    void writesAndReadsArrays() {
        Arrays arrays = new Arrays(new float[] {0.1f, -2}, new int[] {1, 2}, new double[0], new String[] {"1", "x"});
        Arrays read = codec.decode(Arrays.class,
                ConfigNode.yaml("y", RecordCodec.encode(Arrays.class, arrays).toYaml()));
        assertThat(read).usingRecursiveComparison().isEqualTo(arrays);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1, 0.1, 1.0 / 3, 1e-45, 3.4028235e38, 1e-8, 16777217, Math.PI,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
    void losesNoBitOfANumber(double value) {
        Reals reals = new Reals((float) value, value);
        String yaml = RecordCodec.encode(Reals.class, reals).toYaml();
        String json = RecordCodec.encode(Reals.class, reals).toJson();
        assertThat(codec.decode(Reals.class, ConfigNode.yaml("y", yaml))).isEqualTo(reals);
        assertThat(codec.decode(Reals.class, ConfigNode.json("j", json))).isEqualTo(reals);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "~", "true", "no", "3", "1e3", "0x1F", "1_000", "-", "- a", "a: b", "#",
        "[a]", "{", "*a", "&a", "!x", "@", "'", "\"", "\\", "a\nb", "\t", "ä€😀", "=", "<<", "---", "...", "1:30",
        ".inf", "a #b", "%", "y", "2024-01-01"})
    void losesNothingOfAText(String text) {
        Names names = new Names(text, null);
        assertThat(codec.decode(Names.class, ConfigNode.yaml("y", RecordCodec.encode(Names.class, names).toYaml())))
                .isEqualTo(names);
        assertThat(codec.decode(Names.class, ConfigNode.json("j", RecordCodec.encode(Names.class, names).toJson())))
                .isEqualTo(names);
    }

    @Test
    void readsTextThatLooksLikeSomethingElse() {
        assertThat(codec.decode(Names.class, ConfigNode.yaml("y", "{text: 010, other: no}")))
                .isEqualTo(new Names("010", "no"));
    }

    @Test
    void fillsInDefaults() {
        assertThat(codec.decode(Nested.class, ConfigNode.yaml("y", "{number: 1}"))).isEqualTo(
                new Nested(1, "a: b", List.of(1, 2), Colour.DARK_GREEN, new Samples.Normal(0.5f)));
        assertThat(codec.decode(Layer.class, ConfigNode.yaml("y", "{max-pool2d: {mode: round-up}}")))
                .isEqualTo(new Samples.MaxPool(new Samples.Window(2, 2), Samples.MaxPool.Mode.ROUND_UP));
    }

    @Test
    void takesAnIdInThreeForms() {
        for (String yaml : List.of("max-pool2d", "{max-pool2d: {}}", "max-pool2d:", "'max-pool2d'")) {
            assertThat(codec.decode(Layer.class, ConfigNode.yaml("y", yaml))).isEqualTo(new Samples.MaxPool());
        }
    }

    @Test
    void keysAreNamesWithHyphens() {
        assertThat(RecordType.key("labelSmoothing")).isEqualTo("label-smoothing");
        assertThat(RecordType.key("beta1")).isEqualTo("beta1");
        assertThat(RecordType.key("pool2dSize")).isEqualTo("pool2d-size");
    }

    @Test
    void listsKeysForDocumentation() {
        assertThat(RecordCodec.keys(Samples.Conv.class)).containsExactly(new Key("filters", "a whole number", null),
                new Key("kernel", "a window", null), new Key("stride", "a window", "1"),
                new Key("bias", "true or false", "true"), new Key("weight-init", "an initializer", "zeros"),
                new Key("bias-init", "an initializer", ""));
        assertThat(RecordCodec.keys(Samples.MaxPool.class)).containsExactly(new Key("size", "a window", "2x2"),
                new Key("mode", "one of round-up, round-down", "round-down"));
        assertThat(RecordCodec.keys(Samples.Step.class).getFirst())
                .isEqualTo(new Key("epochs", "a list of whole numbers", null));
        assertThat(RecordCodec.keys(Samples.Step.class).getFirst().required()).isTrue();
        assertThat(RecordCodec.keys(Samples.Flat.class)).isEmpty();
    }

    record Odd(Object anything) {
    }

    record BadDefault(@Default("many") int number) {
    }

    record Broken(int number) {
        Broken {
            if (number > 0) {
                throw new UnsupportedOperationException("no room");
            }
        }
    }

    /** A layer without an id. */
    record Nameless() implements Layer {
        @Override
        public Bound bind(Binding in) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void blamesTheRecordsAuthorForTheirMistakes() {
        assertThatThrownBy(() -> codec.decode(Odd.class, ConfigNode.yaml("y", "{anything: 1}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A configuration record cannot have a component of type java.lang.Object. Use a number, "
                        + "boolean, String, Path, enum, List, Map from String, array, record, one of the contracts, or a "
                        + "class with a static method parse(String).");
        assertThatThrownBy(() -> codec.decode(BadDefault.class, ConfigNode.yaml("y", "{}")))
                .hasMessage("default of 'number' in cnn.core.config.RecordCodecTests$BadDefault:1: expected a whole "
                        + "number but was given \"many\".");
        assertThatThrownBy(() -> codec.decode(Broken.class, ConfigNode.yaml("y", "{number: 1}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The constructor of cnn.core.config.RecordCodecTests$Broken failed with "
                        + "java.lang.UnsupportedOperationException: no room. Let it throw an IllegalArgumentException that "
                        + "says what is wrong.");
        assertThatThrownBy(() -> RecordCodec.encode(Layer.class, new Nameless()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("This layer cannot be written down: "
                        + "cnn.core.config.RecordCodecTests$Nameless has no id. Annotate it with @Id.");
    }

    @Id("lambda")
    private static final class NoRecord implements Init {
        @Override
        public void fill(float[] values, Shape shape, Rng random) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void writesRecordsOnly() {
        assertThatThrownBy(() -> RecordCodec.encode(Init.class, new NoRecord()))
                .hasMessage("This initializer cannot be "
                        + "written down: cnn.core.config.RecordCodecTests$NoRecord is no record. Make it one.");
    }

    @Test
    void saysWhatToAddWhereAKindHasNoComponents() {
        RecordCodec empty = new RecordCodec(Registry.of());
        assertThatThrownBy(() -> empty.decode(Layer.class, ConfigNode.yaml("y", "flatten"))).hasMessage("y:1: flatten: "
                + "unknown layer 'flatten': there are no layers at all. Add the jar that brings them, usually "
                + "cnn-layers, to the class path or module path.");
    }
}
