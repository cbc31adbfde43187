package dev.pgweir.cluster.control;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** Controls nodes by SQL, unless another module runs the servers. */
@Configuration(proxyBeanMethods = false)
class ControlConfiguration {

    @Bean
    @Fallback
    NodeControl sqlNodeControl() {
        return new SqlNodeControl();
    }
}
