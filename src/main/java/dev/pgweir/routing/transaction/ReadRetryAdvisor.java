package dev.pgweir.routing.transaction;

import java.lang.reflect.Method;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.core.Ordered;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/** Puts {@link ReadRetry} around every method that is {@code @Transactional(readOnly = true)}. */
final class ReadRetryAdvisor extends StaticMethodMatcherPointcutAdvisor {

    /** Spring's own transaction advice has the lowest precedence: this is one step outside it. */
    private static final int OUTSIDE_THE_TRANSACTION = Ordered.LOWEST_PRECEDENCE - 1;

    private final transient TransactionAttributeSource transactions;

    ReadRetryAdvisor(ReadRetry retry, TransactionAttributeSource transactions) {
        super(retry);
        this.transactions = transactions;
        setOrder(OUTSIDE_THE_TRANSACTION);
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        var transaction = transactions.getTransactionAttribute(method, targetClass);
        return transaction != null && transaction.isReadOnly();
    }
}
