package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.core.data.Groups;
import cnn.core.data.Subset;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.model.AveragedScores;
import cnn.core.model.Model;
import cnn.core.model.TestAugmentation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How well a model does on one group of images: one person, one film, one patient. */
public sealed interface Group permits GroupAccuracy, GroupFigures {
    /** Its name. */
    String group();

    /** How many images there are. */
    int images();

    /** What is more, the worse the model does on the group; comparable among the groups of one model alone. */
    double badness();

    /**
     * How well a model does on each group, worst first. A model of classes has said all in its answers; any other measures
     * each group by itself, which takes as long again.
     *
     * @param images that were measured
     * @param evaluation of the model on these images
     * @param by a regular expression that finds the group in an image's name
     * @throws IllegalArgumentException where it is no regular expression, or naming the image whose name has no match
     */
    static List<Group> of(Model model, DataSet images, Evaluation evaluation, Engine engine, String by) {
        return of(model, images, evaluation, engine, by, null);
    }

    /**
     * How well a model does on each group, worst first. As {@link #of(Model, DataSet, Evaluation, Engine, String)}, where it
     * looked at changed copies of each image as well; null for images as they are.
     */
    static List<Group> of(Model model, DataSet images, Evaluation evaluation, Engine engine, String by,
            @Nullable TestAugmentation augmentation) {
        if (evaluation.outputs().size() == 1 && evaluation.figures() instanceof ClassFigures classes) {
            return List.copyOf(GroupAccuracy.of(images, classes.answers(), by));
        }
        Groups groups = Groups.of(images, by);
        int largest = IntStream.of(groups.sizes()).max().orElse(1);
        Session session = Session.forPrediction(model.network(), model.weights(), engine,
                Math.min(Evaluation.BATCH, largest));
        AveragedScores averaged = augmentation == null ? null : new AveragedScores(model, augmentation, engine);
        List<Group> all = new ArrayList<>();
        for (int g = 0; g < groups.names().size(); g++) {
            int number = g;
            int[] own = IntStream.range(0, images.size()).filter(i -> groups.of()[i] == number).toArray();
            all.add(new GroupFigures(groups.names().get(g),
                    Evaluation.of(new Passage(model, new Subset(images, own), session, engine, averaged, null),
                            note -> {
                            })));
        }
        return worstFirst(all);
    }

    /** Sorted by how well the model does, then by name. */
    static <G extends Group> List<G> worstFirst(List<G> groups) {
        return groups.stream().sorted(Comparator.<G>comparingDouble(group -> -group.badness())
                .thenComparing(Group::group)).toList();
    }
}
