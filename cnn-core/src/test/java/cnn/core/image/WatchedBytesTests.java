package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WatchedBytesTests {
    private static final byte[] BYTES = {1, 2, 3, 4, 5, (byte) 0x86, 7, 8};

    private static WatchedBytes watched() {
        return new WatchedBytes(BYTES, 2, 4, 7, 8);
    }

    @Test
    void readsAsAnyStreamDoes() throws IOException {
        try (WatchedBytes in = watched()) {
            assertThat(in.length()).isEqualTo(8);
            assertThat(in.readShort()).isEqualTo((short) 0x0102);
            in.seek(4);
            assertThat(in.readBits(4)).isZero();
            assertThat(in.readBits(4)).isEqualTo(5);
            assertThat(in.read()).isEqualTo(0x86);
            byte[] rest = new byte[5];
            assertThat(in.read(rest, 1, 4)).isEqualTo(2);
            assertThat(rest).containsExactly(0, 7, 8, 0, 0);
            assertThat(in.read(rest, 0, 0)).isZero();
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(rest, 0, 1)).isEqualTo(-1);
        }
    }

    @Test
    void knowsWhichBytesWereRead() throws IOException {
        for (int from = 0; from < 8; from++) {
            for (int to = from + 1; to <= 8; to++) {
                boolean inside = from < 4 && to > 2 || to == 8;
                try (WatchedBytes together = watched(); WatchedBytes one = watched()) {
                    together.seek(from);
                    one.seek(from);
                    assertThat(together.isEntered()).as("a place that is only gone to").isFalse();
                    together.read(new byte[8], 0, to - from);
                    for (int i = from; i < to; i++) {
                        one.read();
                    }
                    assertThat(together.isEntered()).as("%d to %d", from, to).isEqualTo(inside);
                    assertThat(one.isEntered()).as("%d to %d", from, to).isEqualTo(inside);
                }
            }
        }
    }
}
