package cnn.testkit;

import cnn.api.ShapeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/**
 * One clause of a contract.
 *
 * @param fact what is true of a subject that keeps it
 * @param body throws where it is not
 * @param fundamental whether the clauses behind it would only fail for the same reason: they are skipped where it fails
 */
record Check<T>(String fact, Consumer<T> body, boolean fundamental) {
    Check(String fact, Consumer<T> body) {
        this(fact, body, false);
    }

    /** A clause without which those behind it need not be tried. */
    static <T> Check<T> fundamental(String fact, Consumer<T> body) {
        return new Check<>(fact, body, true);
    }

    /** One container per case, one test per clause. */
    static <T> Stream<DynamicContainer> tests(List<T> cases, List<Check<T>> checks) {
        if (cases.isEmpty()) {
            throw new IllegalStateException("cases() gives no case, so nothing would be tested. List at least one.");
        }
        return cases.stream().map(one -> container(one, checks));
    }

    private static <T> DynamicContainer container(T one, List<Check<T>> checks) {
        Map<Check<T>, Boolean> failed = new HashMap<>();
        return DynamicContainer.dynamicContainer(one.toString(),
                checks.stream().map(check -> DynamicTest.dynamicTest(check.fact(), () -> {
                    for (Check<T> before : checks.subList(0, checks.indexOf(check))) {
                        if (before.fundamental && failed.computeIfAbsent(before, first -> first.fails(one))) {
                            Assumptions
                                    .abort("Not tried, since the clause '" + before.fact + "' fails. Mend that first.");
                        }
                    }
                    check.test(one);
                })));
    }

    private boolean fails(T one) {
        try {
            body.accept(one);
            return false;
        } catch (TestAbortedException e) {
            return false;
        } catch (AssertionError | RuntimeException e) {
            return true;
        }
    }

    /** The failure begins with the clause, since Maven shows the names of such tests as numbers. */
    private void test(T one) {
        try {
            body.accept(one);
        } catch (TestAbortedException e) {
            throw e;
        } catch (AssertionError | ShapeException e) {
            AssertionError failure = new AssertionError("Clause '" + fact + "':\n" + e.getMessage(), e.getCause());
            failure.setStackTrace(e.getStackTrace());
            throw failure;
        } catch (RuntimeException e) {
            throw new AssertionError("Clause '" + fact + "':\n" + one + ":\nit threw " + e + ". " + cure(one), e);
        }
    }

    private static String cure(Object one) {
        return one instanceof LayerCase || one instanceof BlockCase
                ? "Refuse inputs that cannot work with in.reject(problem, remedy), and options in the record's constructor."
                : "Mend it where the stack trace begins.";
    }
}
