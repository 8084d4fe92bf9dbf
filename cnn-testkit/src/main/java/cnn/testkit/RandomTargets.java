package cnn.testkit;

import cnn.api.Rng;
import cnn.api.data.Target.Kind;

/** Targets as a data set may give them, always the same. */
final class RandomTargets {
    private RandomTargets() {
    }

    /** Overwrites the targets of a batch with numbers of a kind. */
    static void fill(Kind kind, float[] targets, int batch, int width) {
        for (int example = 0; example < batch; example++) {
            float sum = 0;
            for (int j = 0; j < width; j++) {
                int i = example * width + j;
                float chance = Rng.uniform(6, i);
                targets[i] = switch (kind) {
                    case CLASS -> j == example * 2 % width ? 1 : 0;
                    case SOFT_LABEL -> 0.1f + chance;
                    case LABELS -> chance < 0.5f ? 0 : 1;
                    case NUMBERS -> 4 * chance - 2;
                };
                sum += targets[i];
            }
            for (int i = example * width; i < (example + 1) * width && kind == Kind.SOFT_LABEL; i++) {
                targets[i] /= sum;
            }
        }
    }
}
