package dev.pgweir.admin;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Guards what lies under {@code /admin}, and tells whether writes are served. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration implements WebMvcConfigurer {

    /** A status of its own: a gateway that reads on is not out of service. */
    private static final String READ_ONLY = "READ_ONLY";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new LoopbackOnly()).addPathPatterns("/admin/**");
    }

    @Bean
    HealthIndicator primaryHealthIndicator(Cluster cluster) {
        return () -> cluster.topology()
                .primary()
                .map(Node::name)
                .map(primary -> Health.up().withDetail("name", primary).build())
                .orElseGet(() -> Health.status(READ_ONLY).build());
    }
}
