package cnn.core.data;

import cnn.api.Plugin;
import cnn.core.network.Temperature;
import cnn.core.pipeline.ModelLayers;
import java.util.List;

/** What comes with the core: the data sources, layers that are in files, and the one that calibrates. */
public final class CorePlugin implements Plugin {
    /** Called by the service loader. */
    public CorePlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(ImageFolder.class, IdxFiles.class, Cifar.class, Svhn.class, CsvFile.class, SplitData.class,
                RelabelData.class, LimitData.class, ModelLayers.class, Temperature.class);
    }
}
