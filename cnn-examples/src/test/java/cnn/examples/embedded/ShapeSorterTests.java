package cnn.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.model.Prediction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapeSorterTests {
    @Test
    void trainsSavesLoadsAndAnswersFromManyThreads(@TempDir Path folder) throws InterruptedException {
        Path file = folder.resolve("model.safetensors");
        ShapeSorter sorter = new ShapeSorter();
        DataSet unseen = sorter.train(ShapeSorter.pipeline(600, 4), file);
        List<Image> images = ShapeSorter.images(unseen);

        List<Prediction> answers = sorter.ask(file, images);

        assertThat(answers).hasSize(600).isEqualTo(sorter.ask(file, images));
        int right = 0;
        for (int i = 0; i < unseen.size(); i++) {
            right += answers.get(i).label().equals(unseen.classes().get(unseen.label(i))) ? 1 : 0;
        }
        assertThat(right).as("right answers of 600, where guessing gives 200").isGreaterThan(300);
    }
}
