package cnn.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Rng;
import cnn.core.config.ConfigNode.Items;
import cnn.core.config.ConfigNode.Keys;
import cnn.core.config.ConfigNode.Kind;
import cnn.core.config.ConfigNode.Scalar;
import org.junit.jupiter.api.Test;

class ConfigNodeTests {
    private static final String YAML = """
            a: 1
            list:
              - x
              - {b: 1.50, c: }
            'd': 'true'
            """;

    @Test
    void everyValueKnowsWhereItStands() {
        Keys root = (Keys) ConfigNode.yaml("f", YAML);
        Items list = (Items) root.find("list").orElseThrow().value();
        Keys item = (Keys) list.items().get(1);
        ConfigNode.Entry b = item.find("b").orElseThrow();
        assertThat(b.at()).isEqualTo(new Location("f", 4, 6, "list[1].b"));
        assertThat(b.value()).isEqualTo(new Scalar(new Location("f", 4, 9, "list[1].b"), Kind.NUMBER, "1.50"));
        assertThat(b.value().at()).hasToString("f:4: list[1].b");
        assertThat(root.at()).hasToString("f:1");
    }

    @Test
    void keepsTextAndItsKind() {
        Keys root = (Keys) ConfigNode.yaml("f", "{t: 'true', b: yes, n: 1e-3, z: 007, o: ~, s: a b}");
        assertThat(root.entries()).extracting(entry -> ((Scalar) entry.value()).kind()).containsExactly(Kind.TEXT,
                Kind.BOOLEAN, Kind.NUMBER, Kind.NUMBER, Kind.NULL, Kind.TEXT);
        assertThat(root.entries()).extracting(entry -> ((Scalar) entry.value()).text()).containsExactly("true", "yes",
                "1e-3", "007", "", "a b");
    }

    @Test
    void writesWhatItRead() {
        ConfigNode tree = ConfigNode.yaml("f", YAML);
        assertThat(tree.toYaml()).isEqualTo("""
                a: 1
                list:
                  - x
                  - b: 1.50
                    c: null
                d: "true"
                """);
        assertThat(tree.toJson()).isEqualTo("{\"a\":1,\"list\":[\"x\",{\"b\":1.50,\"c\":null}],\"d\":\"true\"}");
        assertThat(ConfigNode.json("j", tree.toJson()).toYaml()).isEqualTo(tree.toYaml());
        assertThat(ConfigNode.yaml("f", "[007, 0x1F, yes, .inf]").toJson())
                .as("what JSON has no numbers for").isEqualTo("[\"007\",\"0x1F\",\"yes\",\".inf\"]");
    }

    @Test
    void jsonProblemsNameTheLineToo() {
        assertThatThrownBy(() -> ConfigNode.json("m.json", "{\n\"a\": 1,\n\"a\": 2}")).isInstanceOf(
                ConfigException.class).hasMessage(
                        "m.json:3: a: the key 'a' is given twice, first in line 2. "
                                + "Remove one.");
        assertThatThrownBy(() -> ConfigNode.json("m.json", "{\"a\": [1,\n}")).isInstanceOf(ConfigException.class)
                .hasMessage("m.json:2: this is no JSON: Unexpected character ('}' (code 125)): expected a value. Check "
                        + "commas, brackets and quotes.");
        assertThatThrownBy(() -> ConfigNode.json("m.json", "{\"a\": 1")).isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("m.json:1: this is no JSON: Unexpected end-of-input");
        assertThatThrownBy(() -> ConfigNode.json("m.json", "{} {}")).isInstanceOf(ConfigException.class)
                .hasMessage("m.json:1: a second JSON document starts here. Keep one document to a file.");
    }

    @Test
    void assignmentsAddWhatIsMissing() {
        ConfigNode tree = ConfigNode.yaml("f", "a: {b: 1}");
        assertThat(tree.with("a.c.d=[1, {e: 2}]").toJson()).isEqualTo("{\"a\":{\"b\":1,\"c\":{\"d\":[1,{\"e\":2}]}}}");
        assertThat(tree.with("a.b=x=y").toJson()).isEqualTo("{\"a\":{\"b\":\"x=y\"}}");
        assertThat(tree.toJson()).as("unchanged").isEqualTo("{\"a\":{\"b\":1}}");
        Keys item = (Keys) ((Items) ((Keys) tree.with("x=[{e: 2}]")).find("x").orElseThrow().value()).items()
                .getFirst();
        assertThat(item.entries().getFirst().at()).hasToString("--set x=[{e: 2}]: x[0].e");
    }

    @Test
    void anyDamageIsAConfigException() {
        long seed = 20250711;
        Rng random = new Rng(seed);
        String json = ConfigNode.yaml("f", YAML).toJson();
        String signs = " \n\t:-[]{},'\"#&*!|>%@`~?0aé\u0000\uFEFF\uD83D\u0085";
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder(round % 2 == 0 ? YAML : json);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int place = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(place);
                    case 1 -> text.insert(place, signs.charAt(random.nextInt(signs.length())));
                    default -> text.setLength(Math.max(5, place));
                }
            }
            try {
                if (round % 2 == 0) {
                    ConfigNode.yaml("f", text.toString());
                } else {
                    ConfigNode.json("f", text.toString());
                }
            } catch (ConfigException e) {
                assertThat(e.getMessage()).as("seed %s, round %s", seed, round).startsWith("f").doesNotContain("\n");
            }
        }
    }
}
