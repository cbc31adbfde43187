package dev.pgweir.routing.repeat;

import java.lang.reflect.Method;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.core.Ordered;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/** Puts {@link Repeat} around every method that is {@code @Transactional}, save for those labelled {@code once}. */
final class RepeatAdvisor extends StaticMethodMatcherPointcutAdvisor {

    /** Spring's own transaction advice has the lowest precedence: this is one step outside it. */
    private static final int OUTSIDE_THE_TRANSACTION = Ordered.LOWEST_PRECEDENCE - 1;

    /** The label of transactions that take what can be taken only once, such as a client's stream. */
    private static final String ONCE = "once";

    private final transient TransactionAttributeSource transactions;

    RepeatAdvisor(Repeat repeat, TransactionAttributeSource transactions) {
        super(repeat);
        this.transactions = transactions;
        setOrder(OUTSIDE_THE_TRANSACTION);
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        var transaction = transactions.getTransactionAttribute(method, targetClass);
        return transaction != null && !transaction.getLabels().contains(ONCE);
    }
}
