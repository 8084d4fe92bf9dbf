package cnn.core.data;

import cnn.api.Plugin;
import java.util.List;

/** The data sources that come with the core. */
public final class CorePlugin implements Plugin {
    /** Called by the service loader. */
    public CorePlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(ImageFolder.class, IdxFiles.class, Cifar.class, CsvFile.class, SplitData.class,
                RelabelData.class);
    }
}
