package dev.pgweir.routing.repeat;

import java.lang.reflect.UndeclaredThrowableException;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** Something that can be done more than once. */
@FunctionalInterface
interface Call<T extends @Nullable Object> {

    /** Does it. */
    T run() throws Throwable;

    /** Does something that throws no checked exception of its own. */
    static <T extends @Nullable Object> T unchecked(Call<T> call) {
        try {
            return call.run();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new UndeclaredThrowableException(failure);
        }
    }

    /** The call of a method, with the interceptors that have not run yet. */
    static Call<@Nullable Object> of(MethodInvocation invocation) {
        return () -> ((ProxyMethodInvocation) invocation).invocableClone().proceed();
    }
}
