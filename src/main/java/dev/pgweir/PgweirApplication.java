package dev.pgweir;

import java.security.Security;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the gateway. */
@SpringBootApplication
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
