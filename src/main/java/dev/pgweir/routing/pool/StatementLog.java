package dev.pgweir.routing.pool;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each statement with the node it goes to, while the logger {@code dev.pgweir.routing.statements} is at DEBUG.
 * Otherwise connections are passed on as they are.
 */
final class StatementLog {

    private static final Logger log = LoggerFactory.getLogger("dev.pgweir.routing.statements");

    private final String node;

    StatementLog(String node) {
        this.node = node;
    }

    Connection observe(Connection connection) {
        return log.isDebugEnabled() ? observed(Connection.class, connection) : connection;
    }

    private <T> T observed(Class<T> type, T target) {
        InvocationHandler handler = (_, method, arguments) -> invoke(target, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** SQL is the first argument of all methods that prepare or run it. */
    private Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql && takesSql(method)) {
            log.debug("node={} {}", node, sql);
        }
        try {
            var result = method.invoke(target, arguments);
            return method.getName().equals("createStatement") ? observed(Statement.class, (Statement) result) : result;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static boolean takesSql(Method method) {
        return method.getName().startsWith("prepare") || method.getName().startsWith("execute");
    }
}
