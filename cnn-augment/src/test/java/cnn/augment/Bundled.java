package cnn.augment;

import cnn.api.Plugin;
import java.util.List;
import java.util.ServiceLoader;

/** What the rooms of this module bring, found as everybody finds it. */
public final class Bundled {
    private Bundled() {
    }

    /** All components of one contract, or of several. */
    public static List<Class<? extends Record>> of(Class<?> contract) {
        return ServiceLoader.load(Plugin.class).stream().map(ServiceLoader.Provider::get)
                .filter(plugin -> plugin.getClass().getPackageName().startsWith("cnn.augment."))
                .<Class<? extends Record>>flatMap(plugin -> plugin.components().stream())
                .filter(contract::isAssignableFrom).toList();
    }
}
