package dev.pgweir.routing.repeat;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;

/**
 * Puts {@link Repeat} around Spring Data's repositories: they bring their own transaction advice, which an advisor
 * bean never sees.
 */
final class RepositoryRepeat implements BeanPostProcessor {

    private final ObjectProvider<Repeat> repeat;

    RepositoryRepeat(ObjectProvider<Repeat> repeat) {
        this.repeat = repeat;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof RepositoryFactoryBeanSupport<?, ?, ?> repository) {
            repository.addRepositoryFactoryCustomizer(factory -> factory.addRepositoryProxyPostProcessor(
                    (proxy, information) -> proxy.addAdvice(0, repeat.getObject())));
        }
        return bean;
    }
}
