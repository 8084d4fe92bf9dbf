package cnn.core.tune;

import cnn.api.Rng;
import cnn.core.config.ConfigNode;
import cnn.core.pipeline.Range;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * All settings that ranges allow. A point is a place in each dimension; a setting the values there, by path.
 *
 * @param paths of the ranges, in their order
 * @param dimensions in the same order
 */
record Space(List<String> paths, List<Dimension> dimensions) {
    /** Draws that are tried for a setting that is new; where there are few settings they are listed then. */
    private static final int ATTEMPTS = 100;

    static Space of(Map<String, Range> ranges) {
        return new Space(List.copyOf(ranges.keySet()), ranges.values().stream().map(Dimension::of).toList());
    }

    /** Settings that there are; {@link Long#MAX_VALUE} where they are not counted. */
    long size() {
        long size = 1;
        for (Dimension dimension : dimensions) {
            size = Math.multiplyHigh(size, dimension.size()) != 0 || size * dimension.size() < 0
                    ? Long.MAX_VALUE
                    : size * dimension.size();
        }
        return size;
    }

    /** A point at random, every one as likely. */
    double[] draw(Rng random) {
        double[] point = new double[dimensions.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = uniform(random);
        }
        return point;
    }

    /** Uniform in [0, 1), with the bits of a double. */
    static double uniform(Rng random) {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    /** The setting at a point. */
    Map<String, ConfigNode> setting(double[] point) {
        Map<String, ConfigNode> values = new LinkedHashMap<>();
        for (int i = 0; i < point.length; i++) {
            values.put(paths.get(i), dimensions.get(i).value(point[i]));
        }
        return values;
    }

    /** The point of a setting. */
    double[] point(Map<String, ConfigNode> setting) {
        double[] point = new double[dimensions.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = dimensions.get(i).place(setting.get(paths.get(i)));
        }
        return point;
    }

    /**
     * A setting that no trial had: the first new one of some proposals, else where settings can be counted the next that is left.
     * Empty where all have been tried.
     */
    Optional<Map<String, ConfigNode>> untried(List<Trial> trials, IntFunction<double[]> proposal) {
        Set<Map<String, ConfigNode>> tried = new HashSet<>();
        trials.forEach(trial -> tried.add(trial.values()));
        if (tried.size() >= size()) {
            return Optional.empty();
        }
        Map<String, ConfigNode> setting = Map.of();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            setting = setting(proposal.apply(attempt));
            if (!tried.contains(setting)) {
                return Optional.of(setting);
            }
        }
        return size() == Long.MAX_VALUE ? Optional.of(setting) : Optional.of(firstLeft(tried));
    }

    /** Counts through all settings, the first dimension fastest, up to one that is new. */
    private Map<String, ConfigNode> firstLeft(Set<Map<String, ConfigNode>> tried) {
        for (long number = 0;; number++) {
            double[] point = new double[dimensions.size()];
            long rest = number;
            for (int i = 0; i < point.length; i++) {
                long size = dimensions.get(i).size();
                point[i] = dimensions.get(i).place(value(dimensions.get(i), rest % size));
                rest /= size;
            }
            Map<String, ConfigNode> setting = setting(point);
            if (!tried.contains(setting)) {
                return setting;
            }
        }
    }

    private static ConfigNode value(Dimension dimension, long index) {
        return switch (dimension) {
            case Dimension.Choice choice -> choice.values().get((int) index);
            case Dimension.Whole whole -> ConfigNode.number(Long.toString(whole.low() + index));
            case Dimension.Real real -> real.value(0); // is never counted
        };
    }

    /** Settings to see whether a key takes what its range gives: both ends and the middle, or every choice. */
    List<Map<String, ConfigNode>> samples(int dimension) {
        List<Map<String, ConfigNode>> samples = new ArrayList<>();
        Dimension one = dimensions.get(dimension);
        List<ConfigNode> values = one instanceof Dimension.Choice choice
                ? choice.values()
                : List.of(one.value(0), one.value(0.5), one.value(1));
        values.forEach(value -> samples.add(Map.of(paths.get(dimension), value)));
        return samples;
    }
}
