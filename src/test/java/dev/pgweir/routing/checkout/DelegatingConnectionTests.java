package dev.pgweir.routing.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A method that is not passed on would be the default of JDBC, or of a newer Java, and not what the driver does. */
class DelegatingConnectionTests {

    private final AtomicReference<@Nullable Method> called = new AtomicReference<>();

    @ParameterizedTest
    @MethodSource("methodsOfConnections")
    void passesEveryMethodOn(Method method) throws Exception {
        var connection = new DelegatingConnection(target(Connection.class)) {};

        method.invoke(connection, arguments(method));

        assertThat(called).hasValue(method);
    }

    @ParameterizedTest
    @MethodSource("methodsOfStatements")
    void passesEveryMethodOfAStatementOn(Method method) throws Exception {
        var statement = new DelegatingStatement(target(Statement.class)) {};

        method.invoke(statement, arguments(method));

        assertThat(called).hasValue(method);
    }

    @ParameterizedTest
    @MethodSource("methodsOfPreparedStatements")
    void passesEveryMethodOfAPreparedStatementOn(Method method) throws Exception {
        var statement = new DelegatingPreparedStatement(target(PreparedStatement.class)) {};

        method.invoke(statement, arguments(method));

        assertThat(called).hasValue(method);
    }

    static Stream<Method> methodsOfConnections() {
        return methods(Connection.class);
    }

    static Stream<Method> methodsOfStatements() {
        return methods(Statement.class);
    }

    static Stream<Method> methodsOfPreparedStatements() {
        return methods(PreparedStatement.class);
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    private <T> T target(Class<T> type) {
        InvocationHandler notes = (_, method, _) -> {
            called.set(method);
            return nothing(method.getReturnType());
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, notes));
    }

    private static @Nullable Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(DelegatingConnectionTests::nothing)
                .toArray();
    }

    private static @Nullable Object nothing(Class<?> type) {
        return switch (type.getName()) {
            case "boolean" -> false;
            case "byte" -> (byte) 0;
            case "short" -> (short) 0;
            case "int" -> 0;
            case "long" -> 0L;
            case "float" -> 0F;
            case "double" -> 0D;
            default -> null;
        };
    }
}
