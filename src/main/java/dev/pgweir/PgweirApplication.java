package dev.pgweir;

import java.security.Security;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;

/** Starts the gateway. It uses Spring Security to verify tokens, and secures nothing else by it. */
@SpringBootApplication(
        exclude = {
            // Would have each request log in, by a filter around it.
            ServletWebSecurityAutoConfiguration.class,
            // Would do the same to those for /actuator.
            ManagementWebSecurityAutoConfiguration.class,
            // Would do the same with a token, of the one issuer that it knows, where that is configured.
            OAuth2ResourceServerAutoConfiguration.class,
            OAuth2ResourceServerWebSecurityAutoConfiguration.class,
            // Would make a user with a password, and log that.
            UserDetailsServiceAutoConfiguration.class,
            // Would publish events of log-ins, of which there are none.
            SecurityAutoConfiguration.class
        })
@ConfigurationPropertiesScan
public class PgweirApplication {

    static void main(String[] args) {
        rememberAddressesBriefly();
        SpringApplication.run(PgweirApplication.class, args);
    }

    /** The JVM keeps what a DNS name stands for too long to follow servers that move; it reads this once. */
    private static void rememberAddressesBriefly() {
        if (Security.getProperty("networkaddress.cache.ttl") == null) {
            Security.setProperty("networkaddress.cache.ttl", "1");
        }
    }
}
