package cnn.cli;

import cnn.api.train.TrainingListener;
import cnn.core.run.Cnn;
import cnn.guice.CnnModule;
import cnn.guice.Overrides;
import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What computes, and how many threads of it. */
final class EngineOptions {
    @Spec(Spec.Target.MIXEE) private CommandSpec command;

    @Option(names = "--threads", paramLabel = "N") private @Nullable Integer threads;

    @Option(names = "--kernels", paramLabel = "SET") private @Nullable String kernels;

    /** The framework with these choices. */
    Cnn open(TrainingListener... listeners) {
        CnnModule module = new CnnModule();
        module = threads == null ? module : module.threads(threads);
        module = kernels == null ? module : module.kernels(kernels);
        try {
            return Guice.createInjector(module, new Overrides() {
                @Override
                protected void configure() {
                    List.of(listeners).forEach(listener -> listeners().toInstance(listener));
                }
            }).getInstance(Cnn.class);
        } catch (ProvisionException e) {
            if (e.getCause() instanceof IllegalArgumentException problem) {
                throw new ParameterException(command.commandLine(), problem.getMessage(), problem);
            }
            throw e.getCause() instanceof RuntimeException problem ? problem : e;
        }
    }
}
