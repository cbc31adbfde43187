package dev.pgweir.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.GatewayTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Spring Security is there for tokens, and secures nothing by itself. */
@GatewayTest
class UnsecuredIntegrationTests {

    @Autowired
    private ApplicationContext application;

    @Test
    void noFilterAndNoUserIsMadeBySpringSecurity() {
        assertThat(application.getBeanDefinitionNames())
                .isNotEmpty()
                .filteredOn(bean -> isOfSpringSecurity(application.getType(bean)))
                .isEmpty();
        assertThat(application.containsBean("springSecurityFilterChain")).isFalse();
    }

    private static boolean isOfSpringSecurity(@Nullable Class<?> type) {
        return type != null && type.getName().startsWith("org.springframework.security.");
    }
}
