package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTests {
    @Test
    void hasNumbersToTheRightAndWordsToTheLeft() {
        assertThat(new Table("class", "images").row("cat", "1,200").row("dog", 7)).hasToString("""
                class  images
                cat     1,200
                dog         7""");
    }

    @Test
    void countsTheColumnsThatLettersTake() {
        assertThat(new Table("class", "images").row("猫", 12).row("hippopotamus", 7)).hasToString("""
                class         images
                猫                12
                hippopotamus       7""");
    }
}
