package cnn.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The stable name by which pipelines and model files call a component: {@code @Id("conv2d")}. Lower case letters,
 * digits and hyphens. It must never change once files exist that use it; the class may be renamed freely.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Id {
    /** The name, for example {@code conv2d}. */
    String value();
}
