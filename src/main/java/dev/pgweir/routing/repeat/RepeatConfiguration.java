package dev.pgweir.routing.repeat;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/** The repeat of calls around all transactions. */
@Configuration(proxyBeanMethods = false)
class RepeatConfiguration {

    /** Made before the beans that bind properties and prepare registries: it looks up the one, and the other late. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Repeat repeat(ObjectProvider<MeterRegistry> meters, Environment environment) {
        var percentage = environment.getRequiredProperty("pgweir.routing.retry-percentage", Integer.class);
        return new Repeat(
                new RetryBudget(percentage),
                () -> meters.getObject().counter("pgweir.transactions.repeated").increment());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RepeatAdvisor repeatAdvisor(Repeat repeat, TransactionAttributeSource transactions) {
        return new RepeatAdvisor(repeat, transactions);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RepositoryRepeat repositoryRepeat(Repeat repeat) {
        return new RepositoryRepeat(repeat);
    }
}
