package dev.pgweir.routing.repeat;

import java.lang.reflect.Method;
import java.util.function.BiPredicate;
import org.aopalliance.aop.Advice;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/** Puts an advice around methods that are {@code @Transactional}. */
final class TransactionAdvisor extends StaticMethodMatcherPointcutAdvisor {

    private final transient TransactionAttributeSource transactions;
    private final transient BiPredicate<TransactionAttribute, Method> wanted;

    TransactionAdvisor(
            Advice advice,
            TransactionAttributeSource transactions,
            BiPredicate<TransactionAttribute, Method> wanted,
            int order) {
        super(advice);
        this.transactions = transactions;
        this.wanted = wanted;
        setOrder(order);
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        var transaction = transactions.getTransactionAttribute(method, targetClass);
        return transaction != null && wanted.test(transaction, AopUtils.getMostSpecificMethod(method, targetClass));
    }
}
