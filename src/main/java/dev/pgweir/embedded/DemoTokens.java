package dev.pgweir.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Prints tokens of two people, with which the roles of a demonstration can be tried. */
@Component
@ConditionalOnProperty(name = "pgweir.embedded.access", havingValue = "demo")
class DemoTokens {

    private static final Logger log = LoggerFactory.getLogger(DemoTokens.class);
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final Environment environment;

    DemoTokens(Environment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        var gateway = "http://localhost:" + environment.getProperty("local.server.port");
        log.info("""
                Callers have roles. Without a token: web_anon, who reads sales, and the names of users. With one: web_user,
                who also adds sales, and has notes that nobody else may see. Both tokens are valid for a day, or until the gateway ends.

                  ANN={}
                  BEN={}

                  curl {}/notes
                  curl {}/notes -H "Authorization: Bearer $ANN"
                  curl {}/notes -H "Authorization: Bearer $BEN"
                """, token("ann"), token("ben"), gateway, gateway, gateway);
    }

    private String token(String subject) {
        var expiry = Instant.now().plus(LIFETIME).getEpochSecond();
        var token = new JWSObject(
                new JWSHeader(JWSAlgorithm.HS256),
                new Payload("{\"sub\":\"%s\",\"role\":\"web_user\",\"exp\":%d}".formatted(subject, expiry)));
        try {
            token.sign(new MACSigner(
                    environment.getRequiredProperty(DemoAccess.SECRET).getBytes(UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
