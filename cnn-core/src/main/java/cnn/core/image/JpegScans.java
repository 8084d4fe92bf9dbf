package cnn.core.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which coefficients of a JPEG picture its scans have brought, and to which bit. A picture is complete when every
 * component has all 64 of a block down to the last bit: a progressive file that was cut between two scans decodes without
 * a complaint, but has lost detail.
 *
 * <p>Source: ITU-T T.81, sections A.2 and G.1.1.1.
 */
final class JpegScans {
    private static final int BLOCK = 64;
    /** No bit of a coefficient has come yet. */
    private static final int NOTHING = -1;

    private final int width;
    private final int height;
    private final boolean progressive;
    private final List<Component> components = new ArrayList<>();
    private int count;

    JpegScans(int width, int height, boolean progressive) {
        this.width = width;
        this.height = height;
        this.progressive = progressive;
    }

    /** A component: its samples for each unit, and for each coefficient the lowest bit that is there. */
    private record Component(int id, int across, int down, int[] bits) {
    }

    /** Adds a component; false where it makes no sense. */
    boolean add(int id, int across, int down) {
        if (find(id) != null || across < 1 || across > 4 || down < 1 || down > 4) {
            return false;
        }
        int[] bits = new int[BLOCK];
        Arrays.fill(bits, NOTHING);
        return components.add(new Component(id, across, down, bits));
    }

    private Component find(int id) {
        return components.stream().filter(component -> component.id == id).findFirst().orElse(null);
    }

    /**
     * Notes a scan and returns its units: blocks, or groups of blocks where it has several components.
     *
     * @param ids the scan's components
     * @param first first coefficient
     * @param last last coefficient
     * @param high lowest bit that was there before; 0 for none
     * @param low lowest bit that the scan brings
     */
    int begin(int[] ids, int first, int last, int high, int low) throws DecodeException {
        count++;
        // sequential files say 0, 63, 0, 0 or leave it all out
        int from = progressive ? first : 0;
        int to = progressive ? last : BLOCK - 1;
        int bit = progressive ? low : 0;
        boolean known = from <= to && to < BLOCK && (!progressive || from > 0 || to == 0)
                && (from == 0 || ids.length == 1);
        for (int id : ids) {
            Component component = find(id);
            if (component == null || !known) {
                throw new DecodeException("it is damaged: the header of a scan is wrong");
            }
            for (int c = from; c <= to; c++) {
                int before = component.bits[c];
                if (progressive && high > 0 ? before != high || bit != high - 1 : before != NOTHING) {
                    throw new DecodeException("it is damaged: its scans do not follow each other");
                }
                component.bits[c] = bit;
            }
        }
        return units(ids);
    }

    private int units(int[] ids) {
        int across = components.stream().mapToInt(Component::across).max().orElse(1);
        int down = components.stream().mapToInt(Component::down).max().orElse(1);
        if (ids.length > 1) {
            return ceil(width, 8 * across) * ceil(height, 8 * down);
        }
        Component alone = find(ids[0]);
        return ceil(ceil(width * alone.across, across), 8) * ceil(ceil(height * alone.down, down), 8);
    }

    private static int ceil(int length, int part) {
        return (length + part - 1) / part;
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void checkComplete() throws DecodeException {
        for (Component component : components) {
            for (int bit : component.bits) {
                if (bit != 0) {
                    throw new DecodeException("it is cut short: scans are missing after the first " + count);
                }
            }
        }
    }
}
