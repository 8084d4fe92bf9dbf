package cnn.layers.convolution;

import cnn.api.layer.LinearMap;
import cnn.api.layer.Packer;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Geometry;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weights and biases of linear maps whose outputs are added. The sum's window reaches as far as any of theirs, and its
 * groups are the finest that hold the groups of all.
 *
 * @param maps the branches; their weights are added in this order
 * @param geometry of their sum
 */
record SummedMaps(List<LinearMap> maps, Geometry geometry) implements WeightPacking.Source {
    private static final int MOST_FLOATS = Integer.MAX_VALUE - 8;

    /** Null where the windows do not lie over each other, or the sum would do more work than the branches together. */
    static @Nullable SummedMaps of(List<LinearMap> maps) {
        int channels = maps.getFirst().channels();
        int filters = maps.getFirst().filters();
        if (maps.stream().anyMatch(map -> map.channels() != channels || map.filters() != filters)) {
            return null;
        }
        Axis rows = sum(maps.stream().map(LinearMap::rows).toList());
        Axis columns = sum(maps.stream().map(LinearMap::columns).toList());
        if (rows == null || columns == null) {
            return null;
        }
        int groups = maps.stream().mapToInt(LinearMap::groups).reduce(channels, SummedMaps::commonDivisor);
        double apart = maps.stream().mapToDouble(map -> work(map.rows().kernel(), map.columns().kernel(), map.groups()))
                .sum();
        boolean pays = work(rows.kernel(), columns.kernel(), groups) <= apart;
        boolean fits = (double) rows.canvas() * columns.canvas() * channels <= MOST_FLOATS;
        return pays && fits ? new SummedMaps(maps, new Geometry(rows, columns, channels, filters, groups)) : null;
    }

    /** Multiply-adds by all that branches have in common; in double, for options may be any int. */
    private static double work(int height, int width, int groups) {
        return (double) height * width / groups;
    }

    private static int commonDivisor(int a, int b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }

    /** A window of one element has no dilation of its own, and where there is one position, no stride. */
    private static @Nullable Axis sum(List<LinearMap.Axis> axes) {
        LinearMap.Axis first = axes.getFirst();
        int dilation = axes.stream().filter(axis -> axis.kernel() > 1).mapToInt(LinearMap.Axis::dilation).findFirst()
                .orElse(1);
        long before = axes.stream().mapToLong(LinearMap.Axis::before).max().orElseThrow();
        long last = axes.stream().mapToLong(axis -> (axis.kernel() - 1L) * dilation - axis.before()).max()
                .orElseThrow();
        long reach = last + before + 1;
        boolean together = axes.stream().allMatch(axis -> axis.in() == first.in() && axis.out() == first.out()
                && (axis.out() == 1 || axis.stride() == first.stride())
                && (axis.kernel() == 1 || axis.dilation() == dilation) && (before - axis.before()) % dilation == 0);
        return together && (first.out() - 1L) * first.stride() + reach <= MOST_FLOATS
                ? new Axis(first.in(), first.out(), (int) ((reach - 1) / dilation) + 1, first.stride(), dilation,
                        (int) before)
                : null;
    }

    @Override
    public boolean hasBias() {
        return true;
    }

    @Override
    public float[] weights(Packer.Values values) {
        float[] sum = new float[geometry.weightFloats()];
        for (LinearMap map : maps) {
            float[] own = new float[map.rows().kernel() * map.columns().kernel() * (map.channels() / map.groups())
                    * map.filters()];
            map.coefficients().fill(values, own, new float[map.filters()]);
            addInPlace(map, own, sum);
        }
        return sum;
    }

    @Override
    public void bias(Packer.Values values, float[] bias) {
        Arrays.fill(bias, 0, geometry.filters(), 0);
        for (LinearMap map : maps) {
            float[] own = new float[map.filters()];
            map.coefficients().fill(values, new float[map.rows().kernel() * map.columns().kernel()
                    * (map.channels() / map.groups()) * map.filters()], own);
            for (int f = 0; f < own.length; f++) {
                bias[f] += own[f];
            }
        }
    }

    /** Every weight of a branch, to where the sum's window has that element and its group that channel. */
    private void addInPlace(LinearMap map, float[] own, float[] sum) {
        int filters = geometry.filters();
        int ofGroup = map.channels() / map.groups();
        int firstRow = (geometry.rows().before() - map.rows().before()) / geometry.rows().dilation();
        int firstColumn = (geometry.columns().before() - map.columns().before()) / geometry.columns().dilation();
        for (int i = 0; i < own.length; i++) {
            int f = i % filters;
            int c = i / filters % ofGroup;
            int position = i / filters / ofGroup;
            int row = firstRow + position / map.columns().kernel();
            int column = firstColumn + position % map.columns().kernel();
            int channel = f / (filters / map.groups()) * ofGroup + c
                    - f / geometry.groupFilters() * geometry.groupChannels();
            sum[((row * geometry.columns().kernel() + column) * geometry.groupChannels() + channel) * filters
                    + f] += own[i];
        }
    }
}
