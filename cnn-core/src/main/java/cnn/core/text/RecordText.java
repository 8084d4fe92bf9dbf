package cnn.core.text;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * A component's configuration as a message shows it: as the record itself does, without the options that were left out,
 * whose null is a word of Java and not of a pipeline.
 */
public final class RecordText {
    private RecordText() {
    }

    /** The text; whatever the record's own methods throw is thrown. */
    public static String of(Object component) {
        String own = String.valueOf(component);
        if (!(component instanceof Record record) || !own.contains("=null")) {
            return own;
        }
        List<String> all = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (RecordComponent option : record.getClass().getRecordComponents()) {
            Object value;
            try {
                if (!option.getAccessor().trySetAccessible()) {
                    return own;
                }
                value = option.getAccessor().invoke(record);
            } catch (ReflectiveOperationException e) {
                return own;
            }
            all.add(option.getName() + "=" + value);
            if (value != null) {
                given.add(all.getLast());
            }
        }
        // one whose author wrote a text of its own keeps it
        return own.equals(text(record, all)) ? text(record, given) : own;
    }

    private static String text(Record record, List<String> options) {
        return record.getClass().getSimpleName() + "[" + String.join(", ", options) + "]";
    }
}
