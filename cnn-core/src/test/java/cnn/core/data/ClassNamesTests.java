package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class ClassNamesTests {
    private static AbstractThrowableAssert<?, ?> refused(String... names) {
        return assertThatThrownBy(() -> ClassNames.check(Arrays.asList(names), "the test data"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesMustDiffer() {
        refused("a", "b", "a").hasMessage("Classes 0 and 2 in the test data have the same name 'a'. Give each class a "
                + "name of its own.");
        refused("caf\u00e9", "cafe\u0301").hasMessage("Classes 0 and 1 in the test data have names that look the same, "
                + "'cafe\u0301', in other characters (caf\\u00E9 and cafe\\u0301). Give each class a name of its own.");
        refused("a", "a ").hasMessageContaining("look the same");
    }

    @Test
    void namesMustBeWhole() {
        refused().hasMessageStartingWith("There are no class names in the test data.");
        refused("a", null).hasMessage("Class 1 in the test data has no name (null). Give it one.");
        refused("a", "").hasMessage("Class 1 in the test data has a blank name. Give it one with letters.");
        refused("\ufffd\ufffd").hasMessage("Class 0 in the test data is called '\ufffd\ufffd': letters were lost where "
                + "the name was read. " + ClassNames.cure());
        refused("a\u001b[31m").hasMessage("Class 0 in the test data has a name with characters that cannot be shown: "
                + "a\\u001B[31m. Use letters, digits, spaces and signs.");
        refused("a\ud800").hasMessageContaining("a\\uD800");
    }

    @Test
    void whatHelpsWhereLettersWereLostDependsOnWhoLostThem() {
        String before = System.getProperty("sun.jnu.encoding");
        try {
            System.setProperty("sun.jnu.encoding", "UTF-8");
            assertThat(ClassNames.cure())
                    .isEqualTo("It is not written in UTF-8 on the disk or in the file: write it in "
                            + "UTF-8; rename a file or folder with mv, or many of an old system's with convmv -r -f ISO-8859-1 "
                            + "-t UTF-8 --notest.");
            System.setProperty("sun.jnu.encoding", "ANSI_X3.4-1968");
            assertThat(ClassNames.cure())
                    .isEqualTo("Start Java in a UTF-8 locale, for example with LC_ALL=C.UTF-8.");
        } finally {
            System.setProperty("sun.jnu.encoding", before);
        }
    }

    @Test
    void anyLanguageWillDo() {
        assertThatCode(() -> ClassNames.check(Arrays.asList("猫", "狗", "A", "a", "👩\u200d🔬", "?", "New York"), "x"))
                .doesNotThrowAnyException();
    }
}
