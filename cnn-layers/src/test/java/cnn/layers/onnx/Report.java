package cnn.layers.onnx;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run of ONNX's tests came to, to be printed at its end. Tests may run on several threads. */
final class Report {
    private final Map<String, Set<String>> passed = new TreeMap<>();
    private final Map<String, Set<String>> notApplicable = new TreeMap<>();
    private final Set<String> operatorsNotOurs = new TreeSet<>();

    synchronized void passed(String operator, String test) {
        passed.computeIfAbsent(operator, key -> new TreeSet<>()).add(test);
    }

    synchronized void doesNotApply(String test, String reason) {
        notApplicable.computeIfAbsent(reason, key -> new TreeSet<>()).add(test);
    }

    /** A test of several operators, or of one that is no layer, loss or optimizer of ours. */
    synchronized void isNotOurs(List<OnnxNode> nodes) {
        nodes.forEach(node -> operatorsNotOurs.add(node.op()));
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        text.append("ONNX's tests passed, by operator (").append(count(passed)).append("):\n");
        passed.forEach((operator, tests) -> line(text, operator, tests));
        text.append("Not applicable, by reason (").append(count(notApplicable)).append("):\n");
        notApplicable.forEach((reason, tests) -> line(text, reason, tests));
        line(text.append("Not compared, since no one layer of ours is the whole test:\n"), "operators",
                operatorsNotOurs);
        return text.toString();
    }

    private static void line(StringBuilder text, String title, Set<String> names) {
        text.append("  ").append(title).append(": ").append(String.join(", ", names)).append('\n');
    }

    private static int count(Map<String, Set<String>> tests) {
        return tests.values().stream().mapToInt(Set::size).sum();
    }
}
