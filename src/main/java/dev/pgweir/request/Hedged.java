package dev.pgweir.request;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a second node be asked, too, where the first is slow to answer, and takes whichever answer comes first. For methods that
 * are {@code @Transactional(readOnly = true)} and read so little that every node takes about as long; of others nothing is
 * asked twice. What such a method does besides must not depend on how often it runs, nor on the thread that runs it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Hedged {}
