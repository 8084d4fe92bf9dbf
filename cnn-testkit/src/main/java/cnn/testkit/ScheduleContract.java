package cnn.testkit;

import cnn.api.train.Schedule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What is true of every schedule of the learning rate. A test class implements this and lists its configurations. */
public interface ScheduleContract {
    /** The schedule in the configurations to be tested. */
    List<Schedule> schedules();

    /** The tests. */
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfSchedules() {
        return Check.tests(schedules(), ScheduleChecks.ALL);
    }
}
