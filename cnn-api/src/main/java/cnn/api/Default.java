package cnn.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value a record component takes where a pipeline leaves its key out, written as in the pipeline:
 * {@code @Default("same") Padding padding}, {@code @Default("1") int groups}. A component without it is required,
 * unless it is {@code @Nullable} or the record has a public constructor without arguments, whose values then serve.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER})
public @interface Default {
    /** The value as YAML. */
    String value();
}
