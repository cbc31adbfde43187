package dev.pgweir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the gateway. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PgweirApplication {

    static void main(String[] args) {
        SpringApplication.run(PgweirApplication.class, args);
    }
}
