package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Request;
import cnn.core.config.ConfigNode;
import cnn.core.config.Key;
import cnn.core.config.RecordCodec;
import cnn.core.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelabelDataTests {
    private static final Named DATA = new Named(List.of("ellipse", "rectangle", "star", "triangle"),
            List.of("a", "b", "c", "d", "e"), List.of(3, 0, 2, 1, 0));
    private final List<String> notes = new ArrayList<>();

    private DataSet open(Map<String, String> classes) {
        return RelabelData.of(Named.source(DATA), classes)
                .open(new Request(Path.of(""), 0, 0, 0, false, 1, notes::add)).train();
    }

    @Test
    void renamesMergesAndLeavesOut() {
        Map<String, String> classes = new LinkedHashMap<>();
        classes.put("triangle", "pointed");
        classes.put("ellipse", "round");
        classes.put("rectangle", "pointed");
        DataSet data = open(classes);
        assertThat(data.classes()).containsExactly("pointed", "round");
        assertThat(data.size()).isEqualTo(4);
        assertThat(List.of(data.label(0), data.label(1), data.label(2), data.label(3))).containsExactly(0, 1, 0, 1);
        assertThat(data.name(2)).isEqualTo("d");
        assertThat(notes).containsExactly("Left out 1 of 5 training images, of classes that relabel does not list: "
                + "star (1).");
    }

    @Test
    void anUnknownClassIsRefused() {
        assertThatThrownBy(() -> open(Map.of("elipse", "circle"))).hasMessage("relabel names the class 'elipse', which "
                + "the data does not have. Did you mean 'ellipse'? Its classes: ellipse, rectangle, star, triangle.");
        assertThatThrownBy(() -> open(Map.of())).hasMessageStartingWith("Relabelling was given no classes.");
        assertThatThrownBy(() -> open(Map.of("star", " "))).hasMessageContaining("the new names of relabel has a blank "
                + "name");
    }

    @Test
    void isReadFromAPipelineAndWrittenInOrder() {
        String yaml = "relabel: {data: {folder: {path: p}}, classes: {z: one, 7: two, a: one}}";
        RecordCodec codec = new RecordCodec(Registry.load());
        DataSource source = codec.decode(DataSource.class, ConfigNode.yaml("t", yaml));
        assertThat(((RelabelData) source).classes().keySet()).containsExactly("z", "7", "a");
        ConfigNode written = RecordCodec.encode(DataSource.class, source);
        assertThat(written.toJson()).contains("{\"z\":\"one\",\"7\":\"two\",\"a\":\"one\"}");
        assertThat(codec.decode(DataSource.class, written)).isEqualTo(source);
        assertThat(RecordCodec.keys(RelabelData.class)).extracting(Key::type).containsExactly("a data source",
                "a map from names to texts");
        assertThatThrownBy(() -> codec.decode(DataSource.class,
                ConfigNode.yaml("t", "relabel: {data: {folder: {path: p}}, classes: [a]}")))
                .hasMessageContaining("expected a map from names to texts but was given a list.");
        assertThatThrownBy(() -> codec.decode(DataSource.class,
                ConfigNode.yaml("t", "relabel: {data: {folder: {path: p}}, classes: {a: [b]}}")))
                .hasMessageContaining("expected text but was given a list.");
    }
}
