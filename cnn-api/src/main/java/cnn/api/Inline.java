package cnn.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the record component, of a contract's type, whose id is a key beside the record's other keys:
 * {@code {conv2d: {filters: 2}, name: first}} rather than {@code {part: {conv2d: {filters: 2}}, name: first}}. Where
 * the other keys are left out, the id alone will do: {@code flatten}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Inline {
}
