package cnn.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps one box for each thing: the one with the highest score, and of the others those that do not overlap a kept one of the
 * same class by more than a limit. Of equal scores the first in the list counts as higher; otherwise the order does not matter.
 *
 * <p>Softened, an overlapping box is not dropped but its score multiplied by {@code exp(−overlap² / sigma)} for each kept one, which
 * spares things that stand close together; what falls to the least score is dropped.
 *
 * <p>Source of the softened kind: Bodla et al., Soft-NMS, 2017, equation 3.
 *
 * @param overlap intersection over union from which on a box is another's double, in [0, 1]; equal ones are kept
 * @param score what a box's score must exceed
 * @param most how many are kept
 * @param mostPerClass how many of each class
 * @param acrossClasses whether boxes of other classes count as well
 * @param sigma how soft; 0 drops overlapping boxes
 */
public record NonMaximumSuppression(double overlap, double score, int most, int mostPerClass, boolean acrossClasses,
        double sigma) {
    private static final Comparator<Detection> BEST_FIRST = (one, other) -> Float.compare(other.score(), one.score());

    public NonMaximumSuppression {
        if (!(overlap >= 0 && overlap <= 1)) {
            throw new IllegalArgumentException(
                    "An overlap is from 0 to 1 but was given as " + overlap + ". Use for example 0.45.");
        }
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("The least score is no number. Use for example 0.25.");
        }
        if (most < 1 || mostPerClass < 1) {
            throw new IllegalArgumentException(
                    "At least 1 box can be kept but " + Math.min(most, mostPerClass)
                            + " were asked for. Use for example 300.");
        }
        if (!(sigma >= 0 && sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A sigma is a number from 0 on but was given as " + sigma
                    + ". Use for example 0.5, or 0 to drop overlapping boxes.");
        }
    }

    /** Overlap 0.45, scores above 0.25, at most 300 boxes, each class for itself. */
    public static NonMaximumSuppression of() {
        return new NonMaximumSuppression(0.45, 0.25, 300, Integer.MAX_VALUE, false, 0);
    }

    /** Intersection over union up to which two boxes are two things, in [0, 1]. */
    public NonMaximumSuppression overlap(double most) {
        return new NonMaximumSuppression(most, score, this.most, mostPerClass, acrossClasses, sigma);
    }

    /** What a score must exceed. */
    public NonMaximumSuppression score(double least) {
        return new NonMaximumSuppression(overlap, least, most, mostPerClass, acrossClasses, sigma);
    }

    /** How many boxes are kept. */
    public NonMaximumSuppression most(int boxes) {
        return new NonMaximumSuppression(overlap, score, boxes, mostPerClass, acrossClasses, sigma);
    }

    /** How many boxes of each class are kept. */
    public NonMaximumSuppression mostPerClass(int boxes) {
        return new NonMaximumSuppression(overlap, score, most, boxes, acrossClasses, sigma);
    }

    /** A place has one thing, of whichever class. */
    public NonMaximumSuppression acrossAllClasses() {
        return new NonMaximumSuppression(overlap, score, most, mostPerClass, true, sigma);
    }

    /** Lowers the scores of overlapping boxes instead of dropping them; 0.5 is usual. */
    public NonMaximumSuppression softened(double newSigma) {
        return new NonMaximumSuppression(overlap, score, most, mostPerClass, acrossClasses, newSigma);
    }

    /** What is kept, the highest score first. */
    public List<Detection> apply(List<Detection> found) {
        List<Detection> left = new ArrayList<>(found);
        left.removeIf(one -> !(one.score() > score));
        left.sort(BEST_FIRST);
        return sigma > 0 ? soft(left) : hard(left);
    }

    /** Each is compared with those that it competes with alone: of many classes thousands may be kept. */
    private List<Detection> hard(List<Detection> sorted) {
        List<Detection> kept = new ArrayList<>();
        Map<Integer, List<Detection>> ofClass = new HashMap<>();
        for (Detection one : sorted) {
            if (kept.size() == most) {
                break;
            }
            List<Detection> same = ofClass.computeIfAbsent(one.index(), _ -> new ArrayList<>());
            if (same.size() < mostPerClass && (acrossClasses ? kept : same).stream()
                    .noneMatch(better -> one.box().overlap(better.box()) > overlap)) {
                kept.add(one);
                same.add(one);
            }
        }
        return List.copyOf(kept);
    }

    private List<Detection> soft(List<Detection> sorted) {
        List<Detection> left = sorted;
        List<Detection> kept = new ArrayList<>();
        while (!left.isEmpty() && kept.size() < most) {
            Detection best = left.removeFirst();
            if (!hasRoom(kept, best)) {
                continue;
            }
            kept.add(best);
            List<Detection> lowered = new ArrayList<>();
            for (Detection one : left) {
                double shared = competes(one, best) ? one.box().overlap(best.box()) : 0;
                float lower = (float) (one.score() * Math.exp(-shared * shared / sigma));
                if (lower > score) {
                    lowered.add(shared == 0 ? one : one.score(lower));
                }
            }
            lowered.sort(BEST_FIRST);
            left = lowered;
        }
        return List.copyOf(kept);
    }

    private boolean hasRoom(List<Detection> kept, Detection one) {
        return mostPerClass >= most
                || kept.stream().filter(other -> other.index() == one.index()).count() < mostPerClass;
    }

    private boolean competes(Detection one, Detection other) {
        return acrossClasses || one.index() == other.index();
    }
}
