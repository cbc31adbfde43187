package dev.pgweir.routing.repeat;

import java.lang.reflect.Method;
import java.util.function.BiPredicate;
import org.aopalliance.aop.Advice;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/**
 * Puts an advice around methods that are {@code @Transactional}. Spring makes all advisors before it makes other beans, so the
 * advice is looked up only when the first of these methods is found: its own settings are bound and validated by then.
 */
final class TransactionAdvisor extends AbstractPointcutAdvisor {

    private final transient ObjectProvider<? extends Advice> advice;
    private final transient Pointcut pointcut;

    /** @param wanted which of the methods */
    TransactionAdvisor(
            ObjectProvider<? extends Advice> advice,
            TransactionAttributeSource transactions,
            BiPredicate<TransactionAttribute, Method> wanted,
            int order) {
        this.advice = advice;
        this.pointcut = new TransactionalMethods(transactions, wanted);
        setOrder(order);
    }

    @Override
    public Advice getAdvice() {
        return advice.getObject();
    }

    @Override
    public Pointcut getPointcut() {
        return pointcut;
    }

    private static final class TransactionalMethods extends StaticMethodMatcherPointcut {

        private final TransactionAttributeSource transactions;
        private final BiPredicate<TransactionAttribute, Method> wanted;

        TransactionalMethods(
                TransactionAttributeSource transactions, BiPredicate<TransactionAttribute, Method> wanted) {
            this.transactions = transactions;
            this.wanted = wanted;
        }

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            var transaction = transactions.getTransactionAttribute(method, targetClass);
            return transaction != null && wanted.test(transaction, AopUtils.getMostSpecificMethod(method, targetClass));
        }
    }
}
