package cnn.testkit;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * One clause of a contract.
 *
 * @param fact what is true of a subject that keeps it
 * @param body throws where it is not
 */
record Check<T>(String fact, Consumer<T> body) {
    /** One container per case, one test per clause. */
    static <T> Stream<DynamicContainer> tests(List<T> cases, List<Check<T>> checks) {
        if (cases.isEmpty()) {
            throw new IllegalStateException("cases() gives no case, so nothing would be tested. List at least one.");
        }
        return cases.stream()
                .map(one -> DynamicContainer.dynamicContainer(one.toString(), checks.stream().map(
                        check -> DynamicTest.dynamicTest(check.fact(), () -> check.body().accept(one)))));
    }
}
