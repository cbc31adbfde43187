package dev.pgweir.access.token;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.access.AccessProperties.Issuer;
import dev.pgweir.access.key.GivenKeys;
import dev.pgweir.access.key.KeyFile;
import dev.pgweir.access.key.KeyOrigin;
import dev.pgweir.access.key.KeyServer;
import dev.pgweir.access.key.Signatures;
import dev.pgweir.access.token.Examination.KnownIssuer;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes what verifies tokens, of the issuers that are configured. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    Tokens tokens(AccessProperties properties, SslBundles bundles, RevocationCheck revocations) {
        return of(properties, bundles, revocations);
    }

    static Tokens of(AccessProperties properties, SslBundles bundles, RevocationCheck revocations) {
        var changesOfKeys = new AtomicLong();
        var issuers = properties.issuers().stream()
                .map(issuer -> new KnownIssuer(
                        issuer.expectedIss(),
                        signatures(issuer, bundles, changesOfKeys::incrementAndGet),
                        new IssuerRules(issuer)))
                .toList();
        return new Tokens(new Examination(issuers), changesOfKeys, revocations);
    }

    private static Signatures signatures(Issuer issuer, SslBundles bundles, Runnable onChange) {
        var origin = origin(issuer);
        if (issuer.issuer().isEmpty() && issuer.jwksUrl().isEmpty()) {
            return issuer.keys().or(issuer::secret).filter(GivenKeys::areInFile).isPresent()
                    ? Signatures.by(new KeyFile(() -> origin(issuer).keys()), origin.algorithms(), onChange)
                    : Signatures.by(origin.keys(), origin.algorithms());
        }
        var trust = issuer.sslBundle().map(name -> trust(name, bundles));
        var server = issuer.issuer()
                .map(url -> KeyServer.ofProvider(url, trust))
                .orElseGet(() -> KeyServer.at(issuer.jwksUrl().orElseThrow(), trust));
        return Signatures.by(server, origin.algorithms(), onChange);
    }

    private static KeyOrigin origin(Issuer issuer) {
        return KeyOrigin.of(issuer.keys(), issuer.secret(), issuer.secretIsBase64(), issuer.algorithms());
    }

    private static SSLContext trust(String bundle, SslBundles bundles) {
        try {
            return bundles.getBundle(bundle).createSslContext();
        } catch (NoSuchSslBundleException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "pgweir.access.issuers[n].ssl-bundle", bundle, "There is no such bundle under spring.ssl.bundle.");
        }
    }
}
