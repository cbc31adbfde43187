package dev.pgweir.routing.repeat;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.function.Predicate;
import org.aopalliance.aop.Advice;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/** Puts an advice around methods that are {@code @Transactional}, chosen by the labels of their transactions. */
final class TransactionAdvisor extends StaticMethodMatcherPointcutAdvisor {

    private final transient TransactionAttributeSource transactions;
    private final transient Predicate<Collection<String>> labels;

    TransactionAdvisor(
            Advice advice, TransactionAttributeSource transactions, Predicate<Collection<String>> labels, int order) {
        super(advice);
        this.transactions = transactions;
        this.labels = labels;
        setOrder(order);
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        var transaction = transactions.getTransactionAttribute(method, targetClass);
        return transaction != null && labels.test(transaction.getLabels());
    }
}
