package cnn.core.run;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.core.data.DataSetView;
import org.jspecify.annotations.Nullable;

/** Images that several runs read one after the other, none of which closes them: whoever opened them does, once. */
final class LentImages extends DataSetView {
    private LentImages(DataSet images) {
        super(images);
    }

    /** All parts of a source, lent. */
    static Splits of(Splits all) {
        return new Splits(new LentImages(all.train()), lent(all.validation()), lent(all.test()));
    }

    private static @Nullable DataSet lent(@Nullable DataSet part) {
        return part == null ? null : new LentImages(part);
    }

    @Override
    public void close() {
        // not theirs to close
    }
}
