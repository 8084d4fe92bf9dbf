package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Request;
import cnn.api.data.DataSource.Splits;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.registry.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitDataTests {
    private static final Named PEOPLE = Named.people(40, 31, 20);
    private final Requests requests = new Requests(Path.of(""));

    private static List<String> names(DataSet data) {
        return IntStream.range(0, data.size()).mapToObj(data::name).toList();
    }

    private List<String> limited(int perClass, long seed) {
        return names(LimitData.of(Named.source(PEOPLE), perClass)
                .open(new Request(Path.of(""), 0, 0, 0, false, seed, requests.notes::add)).train());
    }

    @Test
    void takesSoManyOfEachClass() {
        List<String> ten = limited(10, 1);
        assertThat(ten).hasSize(20).doesNotHaveDuplicates();
        assertThat(ten.stream().filter(name -> name.startsWith("circle"))).hasSize(10);
        assertThat(ten).as("in the old order").isEqualTo(names(PEOPLE).stream().filter(ten::contains).toList());
    }

    @Test
    void theSeedChoosesAndFewerAreAmongMore() {
        assertThat(limited(10, 1)).isEqualTo(limited(10, 1)).isNotEqualTo(limited(10, 2));
        assertThat(limited(20, 1)).containsAll(limited(10, 1));
    }

    @Test
    void validationAndTestStayWhole() {
        DataSource source = request -> new Splits(PEOPLE, Named.people(7), Named.people(9));
        Splits parts = LimitData.of(source, 2).open(requests.plain());
        assertThat(parts.train().size()).isEqualTo(4);
        assertThat(parts.validation().size()).isEqualTo(7);
        assertThat(parts.test().size()).isEqualTo(9);
    }

    @Test
    void aClassWithFewerKeepsAllAndIsNamed() {
        assertThat(limited(46, 1)).hasSize(46 + 45);
        assertThat(requests.notes)
                .containsExactly("Fewer than 46 images to learn from: square (45). All of them are kept.");
    }

    @Test
    void refusesToTakeNothing() {
        assertThatThrownBy(() -> LimitData.of(Named.source(PEOPLE), 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A limit was given 0 images per class. Use at least 1, for example per-class: 50.");
    }

    @Test
    void isReadFromAPipeline() {
        DataSource read = new RecordCodec(Registry.load()).decode(DataSource.class,
                ConfigNode.yaml("t", "limit: {data: {folder: {path: p}}, per-class: 50}"));
        assertThat(read).isEqualTo(LimitData.of(ImageFolder.of("p"), 50));
        assertThat(SplitData.grouping(LimitData.of(SplitData.test(ImageFolder.of("p"), 0.2).by("u(\\d+)"), 5)))
                .contains("u(\\d+)");
    }
}
