package dev.pgweir.routing.transaction;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;

/**
 * Puts {@link ReadRetry} around Spring Data's repositories: they bring their own transaction advice, which an advisor
 * bean never sees.
 */
final class RepositoryReadRetry implements BeanPostProcessor {

    private final ReadRetry retry;

    RepositoryReadRetry(ReadRetry retry) {
        this.retry = retry;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof RepositoryFactoryBeanSupport<?, ?, ?> repository) {
            repository.addRepositoryFactoryCustomizer(factory ->
                    factory.addRepositoryProxyPostProcessor((proxy, information) -> proxy.addAdvice(0, retry)));
        }
        return bean;
    }
}
