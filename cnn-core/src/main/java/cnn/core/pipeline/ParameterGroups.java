package cnn.core.pipeline;

import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How each parameter of a network learns: groups, brought together with the parameters that they match. */
public final class ParameterGroups {
    private final Network network;
    private final List<ParameterGroup> groups;
    /** The group of each parameter; −1 where it is in none. */
    private final int[] chosen;

    private ParameterGroups(Network network, List<ParameterGroup> groups, int[] chosen, int epoch) {
        this.network = groups.isEmpty()
                ? network
                : network.freeze(param -> chosen[param.index()] >= 0
                        && groups.get(chosen[param.index()]).isFrozen(epoch));
        this.groups = groups;
        this.chosen = chosen;
    }

    /** Finds each group's parameters, as they learn in the first epoch. As {@link #of(List, Network, int)}. */
    public static ParameterGroups of(@Nullable List<ParameterGroup> groups, Network network) {
        return of(groups, network, 1);
    }

    /**
     * Finds each group's parameters.
     *
     * @param groups in their order; null for none
     * @param epoch in which they are to learn: some are frozen up to one
     * @throws IllegalArgumentException where a group matches nothing, or nothing that later groups do not match as well
     */
    public static ParameterGroups of(@Nullable List<ParameterGroup> groups, Network network, int epoch) {
        List<ParameterGroup> all = groups == null ? List.of() : groups;
        int[] chosen = new int[network.params().size()];
        for (Param param : network.params()) {
            chosen[param.index()] = IntStream.range(0, all.size()).filter(i -> all.get(i).pattern().matches(param))
                    .max()
                    .orElse(-1);
        }
        for (int i = 0; i < all.size(); i++) {
            int group = i;
            ParameterPattern pattern = all.get(i).pattern();
            if (!pattern.matchesAny(network)) {
                throw new IllegalArgumentException("The group '" + Echo.of(pattern)
                        + "' of train.groups matches no parameter of the network." + pattern.question(network));
            }
            if (IntStream.of(chosen).noneMatch(index -> index == group)) {
                throw new IllegalArgumentException("The group '" + Echo.of(pattern)
                        + "' of train.groups has no effect: "
                        + "later groups match all of its parameters, and the last group that matches one counts. Put "
                        + "general patterns before exceptions, or leave the group out.");
            }
        }
        return new ParameterGroups(network, all, chosen, epoch);
    }

    /** All parameters learning in the same way, but for those that the network has frozen. */
    public static ParameterGroups none(Network network) {
        return of(null, network);
    }

    /** The network, its frozen parameters and states known to it. */
    public Network network() {
        return network;
    }

    /** The last epoch up to this one from which on more learns than before: what learns is the same in all between. */
    public static int stage(@Nullable List<ParameterGroup> groups, int epoch) {
        int stage = 1;
        for (ParameterGroup group : groups == null ? List.<ParameterGroup>of() : groups) {
            stage = group.thaw() != null && group.thaw() <= epoch ? Math.max(stage, group.thaw()) : stage;
        }
        return stage;
    }

    /** What a run of so many epochs should know of groups that would thaw later, one line each. */
    public static List<String> thawingTooLate(@Nullable List<ParameterGroup> groups, int epochs) {
        return groups == null
                ? List.of()
                : groups.stream().filter(group -> group.thaw() != null && group.thaw() > epochs)
                        .map(group -> "The group '" + Echo.of(group.match()) + "' thaws in epoch " + group.thaw()
                                + ", but the run has " + Count.of(epochs, "epoch")
                                + ": it stays frozen to the end. Let it thaw earlier, or set train.epochs to more.")
                        .toList();
    }

    /** The epoch from which on a parameter learns: 1 unless its group thaws later. */
    public int learnsFrom(Param param) {
        int group = chosen[param.index()];
        Integer thaw = group < 0 ? null : groups.get(group).thaw();
        return thaw == null ? 1 : thaw;
    }

    /** Factor on the learning rate of a parameter. */
    public double rate(Param param) {
        int group = chosen[param.index()];
        return group < 0 ? 1 : groups.get(group).rate();
    }

    /** Penalty on the sizes of a parameter's numbers: 0 for biases, scales and shifts. */
    public double l1(Param param) {
        ParameterGroup group = groupOfWeights(param);
        return group == null ? 0 : group.l1();
    }

    /** Penalty on the squares of a parameter's numbers: 0 for biases, scales and shifts. */
    public double l2(Param param) {
        ParameterGroup group = groupOfWeights(param);
        return group == null ? 0 : group.l2();
    }

    /** The most length of each filter: infinite for any, and for biases, scales and shifts. */
    public double maxNorm(Param param) {
        ParameterGroup group = groupOfWeights(param);
        return group == null || group.maxNorm() == null ? Double.POSITIVE_INFINITY : group.maxNorm();
    }

    private @Nullable ParameterGroup groupOfWeights(Param param) {
        int group = chosen[param.index()];
        return group < 0 || !param.decays() ? null : groups.get(group);
    }

    /** Factor on the weight decay of a parameter: 0 for biases, scales and shifts. */
    public double decay(Param param) {
        int group = chosen[param.index()];
        return !param.decays() ? 0 : group < 0 ? 1 : groups.get(group).decay();
    }
}
