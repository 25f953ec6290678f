package io.millrace.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The number that stands for a method in its messages, instead of the one made of its name and its
 * parameters' types: so a method can be renamed, or take other types of the same bytes, and still
 * be understood by builds from before.
 *
 * <p>It counts wherever in an interface's hierarchy the method has it; two different numbers for
 * one method are refused, as are two methods with one number. ({@code @MethodId} of chronicle-bytes
 * does not count: the JVM drops it without a word where chronicle-bytes is not on the class path,
 * and then two sides would disagree.)
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface MethodNumber {
    /** The number. */
    long value();
}
