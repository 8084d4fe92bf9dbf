package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.api.data.Target;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTests {
    private static final CsvFile LABELS = CsvFile.of("t.csv", CsvTarget.labels("red", "big"));

    @TempDir private Path folder;

    /** Pictures 0.png … 5.png, as grey as 10 times their number. */
    @BeforeEach
    void draw() throws IOException {
        for (int i = 0; i < 6; i++) {
            BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
            for (int p = 0; p < 6; p++) {
                image.getRaster().setSample(p % 3, p / 3, 0, 10 * i);
            }
            Path file = folder.resolve("p/" + i + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Splits open(CsvFile source, String text) {
        write("t.csv", text);
        return source.open(new Requests(folder).plain());
    }

    private AbstractThrowableAssert<?, ?> refused(CsvFile source, String text) {
        return assertThatThrownBy(() -> open(source, text)).isInstanceOf(IllegalArgumentException.class);
    }

    private String at(String name) {
        return "'" + folder.resolve(name) + "'";
    }

    private static float[] targets(DataSet data, int index) {
        TargetReader reader = new TargetReader(data);
        float[] numbers = new float[reader.width()];
        reader.read(index, numbers, 0);
        return numbers;
    }

    @Test
    void readsSeveralLabels() {
        Splits splits = open(LABELS, "file,red,big\np/1.png,1,0\np/3.png,0,0\n");
        DataSet train = splits.train();
        CheckedData.check(train, "training");
        assertThat(train.size()).isEqualTo(2);
        assertThat(train.shape()).isEqualTo(Shape.image(2, 3, 1));
        assertThat(train.targets()).containsExactly(Target.labels("red", "big"));
        assertThat(targets(train, 0)).containsExactly(1, 0);
        assertThat(targets(train, 1)).containsExactly(0, 0);
        assertThat(train.name(1)).isEqualTo("p/3.png");
        Image image = Image.of(train.shape());
        train.read(1, image);
        assertThat(image.pixels()[0]).isEqualTo(30 / 255f);
        assertThat(splits.validation()).isNull();
        assertThat(splits.test()).isNull();
    }

    @Test
    void readsAClass() {
        DataSet train = open(CsvFile.of("t.csv", CsvTarget.label("kind")),
                "kind,file\nowl,p/1.png\n\"cat, black\",p/2.png\nowl,p/3.png\n").train();
        assertThat(train.classes()).containsExactly("cat, black", "owl");
        assertThat(train.label(0)).isOne();
        assertThat(train.label(1)).isZero();
        CheckedData.check(train, "training");
        assertThat(targets(train, 2)).containsExactly(0, 1);
    }

    @Test
    void readsNumbersAndSoftLabels() {
        assertThat(targets(open(CsvFile.of("t.csv", CsvTarget.numbers("y", "x")), "file,x,y\np/1.png,-1.5e3,.25\n")
                .train(), 0)).containsExactly(0.25f, -1500);
        DataSet soft = open(CsvFile.of("t.csv", CsvTarget.softLabel("a", "b")), "file,a,b\np/1.png,0.75,0.25\n")
                .train();
        assertThat(soft.targets()).containsExactly(Target.softLabel("a", "b"));
        assertThat(targets(soft, 0)).containsExactly(0.75f, 0.25f);
    }

    @Test
    void readsSeveralTargets() {
        Map<String, CsvTarget> targets = new LinkedHashMap<>();
        targets.put("place", CsvTarget.numbers("x"));
        targets.put("kind", CsvTarget.label("kind"));
        DataSet train = open(LABELS.targets(targets), "file,kind,x\np/1.png,b,3\np/2.png,a,4\n").train();
        CheckedData.check(train, "training");
        assertThat(train.targets()).containsExactly(Target.numbers("x").name("place"),
                Target.classes("a", "b").name("kind"));
        assertThat(targets(train, 0)).containsExactly(3, 0, 1);
        assertThatThrownBy(() -> train.label(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aColumnTellsTheParts() {
        Splits splits = open(LABELS.part("part"),
                "file,red,big,part\np/1.png,1,0,train\np/2.png,0,1,val\np/3.png,1,1,test\np/4.png,0,0,Train\n");
        assertThat(splits.train().size()).isEqualTo(2);
        assertThat(splits.train().name(1)).isEqualTo("p/4.png");
        assertThat(targets(splits.validation(), 0)).containsExactly(0, 1);
        assertThat(targets(splits.test(), 0)).containsExactly(1, 1);
        refused(LABELS.part("part"), "file,red,big,part\np/1.png,1,0,training\n").hasMessage("Line 2 of " + at("t.csv")
                + " has 'training' in the column 'part', but a part is train, validation or test. Write one of these.");
        refused(LABELS.part("part"), "file,red,big,part\np/1.png,1,0,test\n")
                .hasMessage(at("t.csv") + " lists no pictures "
                        + "to learn from. Write a line for each below the heading, with train in the column 'part'.");
    }

    @Test
    void filesOfTheirOwnHoldTheParts() {
        CsvFile source = CsvFile.of("t.csv", CsvTarget.label("kind")).validation("v.csv").test("t.csv");
        write("v.csv", "file,kind\np/5.png,b\n");
        Splits splits = open(source, "file,kind\np/1.png,a\np/2.png,b\n");
        assertThat(splits.train().size()).isEqualTo(2);
        assertThat(splits.test().size()).isEqualTo(2);
        assertThat(splits.validation().name(0)).isEqualTo("p/5.png");
        assertThat(splits.validation().label(0)).isOne();
        write("v.csv", "file,kind\np/5.png,yak\n");
        assertThatThrownBy(() -> source.open(new Requests(folder).plain())).hasMessage("Line 2 of " + at("v.csv")
                + " has 'yak' in the column 'kind', which is the class of no training image. The classes: a, b. Mend it, "
                + "or leave that line out.");
        write("v.csv", "file,kind\n");
        assertThatThrownBy(() -> source.open(new Requests(folder).plain()))
                .hasMessage(at("v.csv") + " lists no pictures. "
                        + "Write a line for each below the heading, or do not name the file.");
    }

    @Test
    void readsQuotesSpacesMarksAndEmptyLines() {
        DataSet train = open(CsvFile.of("t.csv", CsvTarget.label("the \"kind\"")).file("name"),
                "\uFEFFname, \"the \"\"kind\"\"\"\r\n\r\n p/1.png , a \r\n\"p/2.png\",\"b\"\r\n").train();
        assertThat(train.classes()).containsExactly("a", "b");
        assertThat(train.name(0)).isEqualTo("p/1.png");
    }

    @Test
    void whatCannotBeReadIsSkippedAndTold() throws IOException {
        Files.writeString(folder.resolve("p/bad.png"), "no picture");
        Requests requests = new Requests(folder);
        write("t.csv", "file,red,big\np/bad.png,1,0\np/2.png,0,1\n");
        DataSet train = LABELS.open(requests.plain()).train();
        assertThat(train.size()).isOne();
        assertThat(targets(train, 0)).containsExactly(0, 1);
        assertThat(requests.notes).anyMatch(note -> note.startsWith("Skipped a file.") && note.contains("bad.png"));
        assertThatThrownBy(() -> LABELS.open(requests.strict())).hasMessageContaining("bad.png");
        refused(LABELS, "file,red,big\np/absent.png,1,0\n").hasMessage("Of the 1 picture that " + at("t.csv")
                + " lists none can be read. Check the column 'file': a relative path starts at '" + folder + "'.");
    }

    @Test
    void cellsThatAreWrongAreNamedWithTheirLine() {
        refused(LABELS, "file,red,big\np/1.png,1,0\n\np/2.png,yes,0\n").hasMessage("Line 4 of " + at("t.csv")
                + " has 'yes' in the column 'red', but a label is 1 where an image has it, else 0. Write one of these.");
        refused(CsvFile.of("t.csv", CsvTarget.numbers("x")), "file,x\np/1.png,NaN\n").hasMessage("Line 2 of "
                + at("t.csv") + " has 'NaN' in the column 'x', but a number is expected, for example 0.25. Mend it, or "
                + "leave that line out.");
        refused(CsvFile.of("t.csv", CsvTarget.numbers("x")), "file,x\np/1.png,1e99\n").hasMessageContaining("'1e99'");
        refused(LABELS, "file,red,big\n,1,0\n").hasMessage("Line 2 of " + at("t.csv") + " has '' in the column 'file', "
                + "which is no path of a file. Mend it, or leave that line out.");
        refused(LABELS, "file,red,big\np/1.png,1\n").hasMessage("Line 2 of " + at("t.csv") + " has 2 cells, but the "
                + "heading names 3 columns (file, red, big). Give each column a cell, and put text with commas into double "
                + "quotes.");
    }

    @Test
    void tablesThatAreNoneAreRefused() throws IOException {
        refused(LABELS, "file,reed,big\np/1.png,1,0\n").hasMessage(at("t.csv") + " has no column 'red'. Did you mean "
                + "'reed'? Its columns: file, reed, big.");
        refused(LABELS, "file;red;big\np/1.png;1;0\n").hasMessage("The heading of " + at("t.csv") + " is one column, "
                + "'file;red;big'. Separate columns by commas, not by semicolons.");
        refused(LABELS, "file,red,red\n").hasMessage("The heading of " + at("t.csv") + " names the column 'red' twice. "
                + "Give each column a name of its own.");
        refused(LABELS, "").hasMessage(at("t.csv") + " is empty. Write a heading that names the columns, for example "
                + "file,label, and a line for each image.");
        refused(LABELS, "file,red,big\n").hasMessage(at("t.csv") + " lists no pictures to learn from. Write a line for "
                + "each below the heading.");
        refused(LABELS, "file,red,big\n\"p/1.png,1,0\n").hasMessageStartingWith(at("t.csv") + " is no table (line ")
                .hasMessageEndingWith(
                        "put text with commas or quotes into double quotes, and write a quote in it twice.");
        Files.write(folder.resolve("latin.csv"), "file,größe\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> CsvFile.of("latin.csv", CsvTarget.labels("x")).open(new Requests(folder).plain()))
                .hasMessage(at("latin.csv") + " is no text in UTF-8. Save it as UTF-8.");
        assertThatThrownBy(() -> CsvFile.of("none.csv", CsvTarget.labels("x")).open(new Requests(folder).plain()))
                .hasMessage("The data file " + at("none.csv")
                        + " does not exist. Check the path; a relative one starts at '"
                        + folder + "'.");
        assertThatThrownBy(() -> CsvFile.of("p", CsvTarget.labels("x")).open(new Requests(folder).plain()))
                .hasMessageStartingWith(at("p") + " is no regular file but a folder");
    }

    @Test
    void keysThatDoNotGoTogetherAreRefused() {
        assertThatThrownBy(() -> LABELS.targets(Map.of()))
                .hasMessage("csv was given no targets, so that nothing could be "
                        + "learnt. Name the columns, for example targets: {kind: {label: label}}.");
        assertThatThrownBy(() -> LABELS.part("part").test("x.csv"))
                .hasMessage("csv was given part 'part' and files for "
                        + "validation or test as well. Give either the column that tells the part, or a file for each part.");
        assertThatThrownBy(() -> new CsvTarget(null, List.of(), List.of(), List.of()))
                .hasMessage(
                        "A target of csv takes one of label, soft-label, labels and numbers, but was given none. Write "
                                + "for example {label: kind} or {numbers: [x, y]}.");
        assertThatThrownBy(() -> new CsvTarget("a", List.of(), List.of("b"), List.of()))
                .hasMessageContaining("but was given 2 of them.");
    }
}
