package cnn.core.data;

import cnn.api.data.DataSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which images belong together, told by their names: photographs of one person, frames of one film, slides of one
 * patient. A network that has seen one image of a group has seen something of them all.
 *
 * @param names of the groups, in the order in which they are met
 * @param of number of each image's group
 */
public record Groups(List<String> names, int[] of) {
    public Groups {
        names = List.copyOf(names);
    }

    /**
     * Groups images by what a regular expression finds in their names: its first group, or the whole match where it has
     * no groups.
     *
     * @param by for example {@code \.(u\d+)\.}, which finds {@code u12} in {@code circle/circle.u12.3.png}
     * @throws IllegalArgumentException where it is no regular expression, or naming the image whose name has no match
     */
    public static Groups of(DataSet data, String by) {
        Pattern pattern = pattern(by);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] of = new int[data.size()];
        for (int i = 0; i < of.length; i++) {
            String group = group(pattern, data.name(i), i);
            Integer known = numbers.putIfAbsent(group, numbers.size());
            of[i] = known == null ? numbers.size() - 1 : known;
        }
        return new Groups(List.copyOf(numbers.keySet()), of);
    }

    /** Images in each group. */
    public int[] sizes() {
        int[] sizes = new int[names.size()];
        for (int group : of) {
            sizes[group]++;
        }
        return sizes;
    }

    static Pattern pattern(String by) {
        try {
            return Pattern.compile(by);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + by + "' is no regular expression (" + e.getDescription()
                    + "). Give one that finds the group in an image's name, for example '\\.(u\\d+)\\.' for names like "
                    + "circle/circle.u12.3.png.", e);
        }
    }

    private static String group(Pattern pattern, String name, int index) {
        Matcher matcher = pattern.matcher(name);
        String group = null;
        try {
            if (matcher.find()) {
                group = matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
            }
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("The regular expression '" + pattern + "' is too deep for the name '"
                    + name + "'. Use a simpler one.", e);
        }
        if (group == null || group.isEmpty()) {
            throw new IllegalArgumentException("The regular expression '" + pattern + "' finds no group in '" + name
                    + "' (image " + index + " of the data, from 0). Every image's name must tell its group: use an "
                    + "expression that fits all names, or leave the images without a group out.");
        }
        if (group.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("The name '" + name + "' holds letters that Java cannot read here, so "
                    + "groups cannot be told apart. " + ClassNames.cure());
        }
        return group;
    }
}
