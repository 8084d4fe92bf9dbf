package cnn.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.core.config.ConfigException;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.pipeline.TuneConfig.Halving;
import cnn.core.pipeline.TuneConfig.Pruning;
import cnn.core.pipeline.TuneConfig.Search;
import cnn.core.registry.Registry;
import org.junit.jupiter.api.Test;

class TuneConfigTests {
    private static final String YAML = """
            trials: 20
            ranges:
              train.optimizer.sgd.learning-rate: {log: [0.001, 0.3]}
              train.optimizer.sgd.momentum: {uniform: [0, 0.99]}
              train.optimizer: {choice: [{sgd: {learning-rate: 0.1}}, adam, 7, true, null, '1e-3']}
              network[0].conv2d.filters: {integer: [8, 64]}
              network[3].dense.units: {log-integer: [8, 1024]}
            search: model
            metric: accuracy
            seed: 7
            prune: {after: 2}
            """;

    private static TuneConfig read(String yaml) {
        return new RecordCodec(Registry.load()).decode(TuneConfig.class, ConfigNode.yaml("x.yaml", yaml));
    }

    private static TuneConfig inJava() {
        return TuneConfig.of(20).range("train.optimizer.sgd.learning-rate", Range.log(0.001, 0.3))
                .range("train.optimizer.sgd.momentum", Range.uniform(0, 0.99))
                .range("train.optimizer",
                        Range.choice("{sgd: {learning-rate: 0.1}}", "adam", "7", "true", "null", "'1e-3'"))
                .range("network[0].conv2d.filters", Range.integer(8, 64))
                .range("network[3].dense.units", Range.logInteger(8, 1024))
                .search(Search.MODEL).metric("accuracy").seed(7).prune(Pruning.of().after(2));
    }

    @Test
    void yamlSaysTheSameAsJava() {
        assertThat(read(YAML)).isEqualTo(inJava());
        TuneConfig halving = TuneConfig.of(9).range("a", Range.choice("1", "2"))
                .halving(Halving.of().first(2).factor(4));
        assertThat(read("{trials: 9, ranges: {a: {choice: [1, 2]}}, search: halving, halving: {first: 2, factor: 4}}"))
                .isEqualTo(halving);
        assertThat(read("{trials: 9, ranges: {a: {choice: [1, 2]}}}").search()).isEqualTo(Search.RANDOM);
    }

    @Test
    void comesBackFromYamlAndJsonInItsOrder() {
        ConfigNode tree = RecordCodec.encode(TuneConfig.class, inJava());
        RecordCodec codec = new RecordCodec(Registry.load());
        assertThat(codec.decode(TuneConfig.class, ConfigNode.yaml("y", tree.toYaml()))).isEqualTo(inJava());
        assertThat(codec.decode(TuneConfig.class, ConfigNode.json("j", tree.toJsonLines()))).isEqualTo(inJava());
        assertThat(read(YAML).ranges().keySet()).containsExactly("train.optimizer.sgd.learning-rate",
                "train.optimizer.sgd.momentum", "train.optimizer", "network[0].conv2d.filters",
                "network[3].dense.units");
    }

    /** Values are those that a ledger in JSON gives back, whatever way they were written in. */
    @Test
    void choicesAreAsJsonHasThem() {
        Range range = Range.choice(".5", "0x10", "1e-3");
        assertThat(range.choice()).allSatisfy(value -> assertThat(ConfigNode.json("j", value.toJson()).unplaced())
                .isEqualTo(value));
        assertThat(range).isEqualTo(Range.choice("'.5'", "'0x10'", "1e-3"));
    }

    private static void refuses(String range, String message) {
        assertThatThrownBy(() -> read("trials: 1\nranges:\n  a: " + range)).isInstanceOf(ConfigException.class)
                .hasMessage("x.yaml:3: ranges.a: " + message);
    }

    @Test
    void rangesSayWhatIsWrong() {
        refuses("{}",
                "A range is one of uniform, log, integer, log-integer and choice but was given none of them. Give "
                        + "one, for example {log: [0.001, 0.1]}.");
        refuses("{log: [1, 2], choice: [1, 2]}",
                "A range is one of uniform, log, integer, log-integer and choice but was "
                        + "given log and choice. Give one, for example {log: [0.001, 0.1]}.");
        refuses("{log: [0, 2]}", "A range 'log' has two numbers, the lower one first and above 0, but was given [0.0, "
                + "2.0]. Write for example {log: [0.001, 0.1]}.");
        refuses("{uniform: [2, 2]}",
                "A range 'uniform' has two numbers, the lower one first, but was given [2.0, 2.0]. "
                        + "Write for example {uniform: [0.001, 0.1]}.");
        refuses("{uniform: [1, .inf]}", "A range 'uniform' has two numbers, the lower one first, but was given [1.0, "
                + "Infinity]. Write for example {uniform: [0.001, 0.1]}.");
        refuses("{integer: [1, 2, 3]}",
                "A range 'integer' has two whole numbers, the lower one first, but was given [1, "
                        + "2, 3]. Write for example {integer: [8, 64]}.");
        refuses("{log-integer: [0, 3]}",
                "A range 'log-integer' has two whole numbers, the lower one first and at least "
                        + "1, but was given [0, 3]. Write for example {log-integer: [8, 64]}.");
        refuses("{choice: [1]}", "A range 'choice' has 2 to 1000 values, each once, but was given 1. Write for example "
                + "{choice: [32, 64, 128]}.");
        refuses("{choice: [1, 2, 1]}",
                "A range 'choice' has 2 to 1000 values, each once, but was given 3, some of them "
                        + "the same. Write for example {choice: [32, 64, 128]}.");
    }

    @Test
    void searchesSayWhatIsWrong() {
        assertThatThrownBy(() -> TuneConfig.of(0)).hasMessage("A search has 1 to 10000 trials but was given 0. Use for "
                + "example 20.");
        assertThatThrownBy(() -> read("{trials: 1, ranges: {}, halving: {}}"))
                .hasMessageEndingWith("'halving' says how a "
                        + "search by halving goes, and this search is random. Set search to halving, or leave it out.");
        assertThatThrownBy(() -> TuneConfig.of(1).search(Search.HALVING).prune(Pruning.of())).hasMessage("A search by "
                + "halving gives trials up by itself, and 'prune' would give up others. Leave prune out, or search at "
                + "random or by model.");
        assertThatThrownBy(() -> Halving.of().factor(1))
                .hasMessage("Halving lets one of 2 or more go on after 1 epoch or "
                        + "more but was given factor 1 and first 1. Use for example {factor: 3, first: 1}.");
        assertThatThrownBy(() -> Pruning.of().after(0))
                .hasMessage("Pruning compares after 1 epoch or more with 1 trial or "
                        + "more but was given after 0 and trials 4. Use for example {after: 1, trials: 4}.");
    }
}
