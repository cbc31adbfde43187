package dev.pgweir.routing.repeat;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** Something that can be done more than once. */
@FunctionalInterface
interface Call<T extends @Nullable Object> {

    /** Does it. */
    T run() throws Throwable;

    /** The call of a method, with the interceptors that have not run yet. */
    static Call<@Nullable Object> of(MethodInvocation invocation) {
        return () -> ((ProxyMethodInvocation) invocation).invocableClone().proceed();
    }
}
