package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.core.data.Groups;
import java.util.ArrayList;
import java.util.List;

/**
 * How well a model does on one group of images: one person, one film, one patient.
 *
 * @param group its name
 * @param images how many there are
 * @param correct how many were taken for what they are
 */
public record GroupAccuracy(String group, int images, int correct) implements Group {
    /** Share of the group's images that were taken for what they are, in [0, 1]. */
    public double accuracy() {
        return (double) correct / images;
    }

    @Override
    public double badness() {
        return -accuracy();
    }

    /**
     * The accuracy of each group, worst first.
     *
     * @param data what was measured, in the answers' order
     * @param by a regular expression that finds the group in an image's name
     */
    public static List<GroupAccuracy> of(DataSet data, Answers answers, String by) {
        Groups groups = Groups.of(data, by);
        int[] sizes = groups.sizes();
        int[] correct = new int[sizes.length];
        for (int i = 0; i < answers.size(); i++) {
            correct[groups.of()[i]] += answers.correct(i) ? 1 : 0;
        }
        List<GroupAccuracy> all = new ArrayList<>();
        for (int g = 0; g < sizes.length; g++) {
            all.add(new GroupAccuracy(groups.names().get(g), sizes[g], correct[g]));
        }
        return Group.worstFirst(all);
    }
}
