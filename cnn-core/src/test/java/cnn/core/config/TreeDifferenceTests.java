package cnn.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeDifferenceTests {
    private static ConfigNode tree(String yaml) {
        return ConfigNode.yaml("x", yaml);
    }

    private static List<String> words(String then, String now) {
        return new TreeDifference(tree(then), tree(now), tree(now)).words(_ -> false);
    }

    @Test
    void namesEveryKeyThatDiffers() {
        assertThat(words("{a: 1, b: {c: [x, y]}, d: {}}", "{a: 1, b: {c: [x, z, w]}, d: []}")).containsExactly(
                "b.c[1] was y, now z", "d was {}, now []", "b.c[2] was absent, now w");
        assertThat(words("{a: null, b: '1'}", "{a: 0, b: 1}")).containsExactly("a was null, now 0");
        assertThat(words("{a: {b: 1}}", "{a: {b: 1}}")).isEmpty();
    }

    /** What an earlier version did not know is as its default, and no difference. */
    @Test
    void aKeyThatTheFirstDoesNotKnowIsAsItsDefault() {
        TreeDifference difference = new TreeDifference(tree("{a: 1}"), tree("{a: 1, b: 2, c: 3}"), tree("{c: 3}"));
        assertThat(difference.words(_ -> false)).containsExactly("c was absent, now 3");
        assertThat(difference.words(key -> key.equals("c"))).isEmpty();
        assertThat(difference.was("a")).contains("1");
        assertThat(difference.was("b")).isEmpty();
    }

    @Test
    void manyAreCountedAndLongOnesCut() {
        String many = IntStream.range(0, 14).mapToObj(i -> "k" + i + ": 1").collect(Collectors.joining(", ", "{", "}"));
        assertThat(words("{k0: 1}", many)).hasSize(11).endsWith("and 3 more keys");
        assertThat(words("{a: 1}", "{a: " + "x".repeat(100) + "}")).containsExactly("a was 1, now " + "x".repeat(60)
                + "…");
    }

    @Test
    void aValueIsPutIntoATreeByItsPath() {
        ConfigNode changed = tree("{a: [{b: 1}], c: sgd}").with("the search", "a[0].b", tree("{d: [1, 2]}"));
        assertThat(changed.toJson()).isEqualTo("{\"a\":[{\"b\":{\"d\":[1,2]}}],\"c\":\"sgd\"}");
        assertThat(changed.unplaced()).isEqualTo(ConfigNode.json("y", changed.toJson()).unplaced());
        assertThat(changed).isNotEqualTo(changed.unplaced());
        assertThat(tree("{c: sgd}").with("x", "c.sgd.rate", ConfigNode.number("3")).toJson())
                .isEqualTo("{\"c\":{\"sgd\":{\"rate\":3}}}");
        assertThatThrownBy(() -> tree("{a: [1]}").with("the search", "a[3]", ConfigNode.text("x"))).hasMessage(
                "the search: a: there is no item 3. The list has one item, [0].");
        assertThatThrownBy(() -> tree("{}").with("the search", "", ConfigNode.text("x")))
                .hasMessage("the search: '' is no "
                        + "path. Write keys with dots between them and list items in brackets, for example "
                        + "network[0].conv2d.filters=4.");
        assertThat(tree("{a: [1]}").toJsonLines()).isEqualTo("{\n  \"a\" : [ 1 ]\n}");
    }
}
