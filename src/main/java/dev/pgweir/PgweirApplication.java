package dev.pgweir;

import dev.pgweir.ctl.Ctl;
import java.security.Security;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the gateway; with {@code ctl} as the first argument, asks a running one instead. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PgweirApplication {

    static void main(String[] args) {
        if (args.length > 0 && args[0].equals("ctl")) {
            System.exit(Ctl.run(List.of(args).subList(1, args.length)));
        }
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
