package cnn.core.tune;

import cnn.core.config.ConfigNode;
import java.util.Map;

/** Watches a search. Called on its thread. */
public interface TuningListener {
    /** Before a trial begins, or goes on in a later round. */
    default void began(int number, Map<String, ConfigNode> values, int epochs) {
    }

    /** When a trial has ended, or waits for the next round, and the ledger has it. */
    default void ended(Trial trial) {
    }
}
