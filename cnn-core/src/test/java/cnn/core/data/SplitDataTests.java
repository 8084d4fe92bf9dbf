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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SplitDataTests {
    private static final String BY = "\\.(u\\d+)\\.";
    private final List<String> notes = new ArrayList<>();

    private Splits open(DataSource source, long seed) {
        return source.open(new Request(Path.of(""), 0, 0, 0, false, seed, notes::add));
    }

    private static Set<String> names(DataSet data) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < data.size(); i++) {
            names.add(data.name(i));
        }
        return names;
    }

    private static Set<String> people(DataSet data) {
        return new TreeSet<>(Groups.of(data, BY).names());
    }

    @Test
    void keepsGroupsWholeAndComesNearToTheShares() {
        Named all = Named.people(10, 20, 30, 40, 50, 60, 70, 80, 90, 50);
        for (long seed = 0; seed < 20; seed++) {
            Splits parts = open(new SplitData(Named.source(all), BY, 0.2, 0.1, null, null), seed);
            Set<String> everyone = new HashSet<>();
            for (DataSet part : List.of(parts.train(), parts.validation(), parts.test())) {
                assertThat(everyone).doesNotContainAnyElementsOf(people(part));
                everyone.addAll(people(part));
            }
            assertThat(everyone).hasSize(10);
            assertThat(parts.test().size()).isBetween(90, 110);
            assertThat(parts.validation().size()).isBetween(40, 60);
            assertThat(parts.train().size() + parts.validation().size() + parts.test().size()).isEqualTo(500);
        }
    }

    @Test
    void dependsOnTheSeedAlone() {
        SplitData split = SplitData.test(Named.source(Named.people(5, 6, 7, 8, 9, 10)), 0.3).by(BY);
        assertThat(names(open(split, 1).test())).isEqualTo(names(open(split, 1).test()));
        Set<Set<String>> tests = new HashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            tests.add(names(open(split, seed).test()));
        }
        assertThat(tests).hasSizeGreaterThan(1);
    }

    @Test
    void splitsEveryClassAlikeWithoutGroups() {
        Splits parts = open(new SplitData(Named.source(Named.people(100)), null, 0.2, 0.1, null, null), 3);
        for (int label = 0; label < 2; label++) {
            int c = label;
            assertThat(count(parts.test(), c)).isEqualTo(10);
            assertThat(count(parts.validation(), c)).isEqualTo(5);
            assertThat(count(parts.train(), c)).isEqualTo(35);
        }
    }

    private static int count(DataSet data, int label) {
        int count = 0;
        for (int i = 0; i < data.size(); i++) {
            count += data.label(i) == label ? 1 : 0;
        }
        return count;
    }

    @Test
    void everyImageOfEveryPartIsInTheTestOfOneFold() {
        Named train = Named.people(6, 8, 10);
        Named test = Named.people(0, 0, 0, 7, 9, 11);
        DataSource source = request -> new Splits(train, null, test);
        for (String by : new String[] {BY, null}) {
            Set<String> tested = new TreeSet<>();
            int images = 0;
            for (int fold = 1; fold <= 3; fold++) {
                Splits parts = open(SplitData.fold(source, fold, 3).by(by).validation(0.2), 5);
                assertThat(names(parts.test())).doesNotContainAnyElementsOf(names(parts.train()))
                        .doesNotContainAnyElementsOf(names(parts.validation()));
                if (by != null) {
                    assertThat(people(parts.test())).doesNotContainAnyElementsOf(people(parts.train()))
                            .doesNotContainAnyElementsOf(people(parts.validation()));
                }
                assertThat(parts.train().size() + parts.validation().size() + parts.test().size()).isEqualTo(51);
                images += parts.test().size();
                tested.addAll(names(parts.test()));
            }
            assertThat(images).isEqualTo(51);
            assertThat(tested).hasSize(51);
        }
    }

    @Test
    void everyPartGetsAGroup() {
        Splits parts = open(new SplitData(Named.source(Named.people(100, 100, 100)), BY, 0.2, 0.1, null, null), 1);
        assertThat(List.of(people(parts.train()), people(parts.validation()), people(parts.test())))
                .allSatisfy(people -> assertThat(people).hasSize(1));
    }

    @Test
    void tooFewGroupsAreRefused() {
        SplitData split = SplitData.fold(Named.source(Named.people(4, 4)), 1, 3).by(BY);
        assertThatThrownBy(() -> open(split, 1)).hasMessage("The images form 2 groups by '\\.(u\\d+)\\.' (u0, u1), but "
                + "there are 3 folds, and each needs one at least. Use fewer folds, or an expression that tells more "
                + "groups apart.");
        assertThatThrownBy(() -> open(SplitData.fold(Named.source(Named.people(2)), 1, 3), 1))
                .hasMessage("There are 2 images for 3 folds, and each fold needs one at least. Use fewer folds.");
    }

    @Test
    void aNameWithoutAGroupIsNamed() {
        Named data = new Named(List.of("a"), List.of("a/x.u1.png", "a/y.png"), List.of(0, 0));
        assertThatThrownBy(() -> open(SplitData.test(Named.source(data), 0.5).by(BY), 1))
                .hasMessage("The regular expression '\\.(u\\d+)\\.' finds no group in 'a/y.png' (image 1 of the data, "
                        + "from 0). Every image's name must tell its group: use an expression that fits all names, or "
                        + "leave the images without a group out.");
    }

    @Test
    void aSecondTestIsRefusedAndSharedGroupsAreTold() {
        Named data = Named.people(4, 4, 4);
        DataSource source = request -> new Splits(data, null, data);
        assertThatThrownBy(() -> open(SplitData.test(source, 0.3), 1)).hasMessage("A split was given test 0.3, but the "
                + "data has a test part already, of 12 images. Leave test out, or use folds, which pools all parts.");
        open(new SplitData(source, BY, 0, 0.3, null, null), 1);
        assertThat(notes).singleElement().asString().startsWith("2 groups are in the data's own test part and in "
                + "training, for example 'u");
    }

    @Test
    void wrongKeysAreRefused() {
        DataSource source = Named.source(Named.people(4));
        assertThatThrownBy(() -> new SplitData(source, null, 1.5, 0, null, null)).hasMessage("A split was given test "
                + "1.5. Use a share of the images of at least 0 and less than 1, for example 0.2.");
        assertThatThrownBy(() -> new SplitData(source, null, 0, 0, 3, null))
                .hasMessageStartingWith("A split takes folds and fold together, but was given folds 3 alone.");
        assertThatThrownBy(() -> SplitData.fold(source, 4, 3))
                .hasMessageStartingWith("A split was given folds 3 and fold 4.");
        assertThatThrownBy(() -> new SplitData(source, null, 0.5, 0.5, null, null))
                .hasMessageContaining("leaves nothing to learn from");
        assertThatThrownBy(() -> new SplitData(source, null, 0, 0, null, null))
                .hasMessageContaining("nothing to hold back");
        assertThatThrownBy(() -> SplitData.test(source, 0.2).by("(")).hasMessageStartingWith("'(' is no regular "
                + "expression (Unclosed group).");
    }

    @Test
    void isReadFromAPipeline() {
        String yaml = "split: {data: {folder: {path: p}}, by: '\\.(u\\d+)\\.', test: 0.2, validation: 0.1}";
        DataSource source = new RecordCodec(Registry.load()).decode(DataSource.class, ConfigNode.yaml("t", yaml));
        assertThat(source).isEqualTo(new SplitData(ImageFolder.of("p"), BY, 0.2, 0.1, null, null));
    }
}
