package cnn.core.data;

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
                + "the name was read. Start Java in a UTF-8 locale, for example with LC_ALL=C.UTF-8.");
        refused("a\u001b[31m").hasMessage("Class 0 in the test data has a name with characters that cannot be shown: "
                + "a\\u001B[31m. Use letters, digits, spaces and signs.");
        refused("a\ud800").hasMessageContaining("a\\uD800");
    }

    @Test
    void anyLanguageWillDo() {
        assertThatCode(() -> ClassNames.check(Arrays.asList("猫", "狗", "A", "a", "👩\u200d🔬", "?", "New York"), "x"))
                .doesNotThrowAnyException();
    }
}
