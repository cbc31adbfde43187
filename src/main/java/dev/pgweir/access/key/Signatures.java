package dev.pgweir.access.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.DefaultJOSEProcessor;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that tokens are signed by one issuer: with a key and an algorithm of its own. Thread-safe. */
public final class Signatures implements Closeable {

    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> ACCESS_TOKENS =
            new DefaultJOSEObjectTypeVerifier<>(
                    null, JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"));

    private static final Logger LOGGER = LoggerFactory.getLogger(Signatures.class);
    private static final Duration KEPT_IN_OUTAGE = Duration.ofHours(12);

    /** How long a token waits for keys that another one fetches. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Pace OF_SERVER =
            new Pace(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(30));
    private static final Pace OF_FILE = new Pace(Duration.ofSeconds(8), Duration.ofSeconds(3), Duration.ofSeconds(1));

    /**
     * When keys are fetched.
     *
     * @param kept how long they are good
     * @param ahead how long before the end of that others are fetched, shorter than the rest by {@link #PATIENCE}
     * @param between within which there may be two fetches because of keys that are not known
     */
    private record Pace(Duration kept, Duration ahead, Duration between) {}

    private final JWKSource<SecurityContext> source;
    private final DefaultJOSEProcessor<SecurityContext> processor = new DefaultJOSEProcessor<>();

    Signatures(JWKSource<SecurityContext> source, Set<JWSAlgorithm> algorithms) {
        this.source = source;
        processor.setJWSTypeVerifier(ACCESS_TOKENS);
        processor.setJWSKeySelector(new KeyChoice(source, algorithms));
    }

    /** Those with keys that do not change. */
    public static Signatures by(List<JWK> keys, Set<JWSAlgorithm> algorithms) {
        return new Signatures(new ImmutableJWKSet<>(new JWKSet(keys)), algorithms);
    }

    /**
     * Those with the keys of a server. They are fetched at once, before they grow old, and when a token names one that is not
     * among them, though seldom; while the server cannot be reached, those count that it had.
     *
     * @param onChange is told when it has other keys than before
     */
    public static Signatures by(KeyServer server, Set<JWSAlgorithm> algorithms, Runnable onChange) {
        return by(server, OF_SERVER, algorithms, onChange);
    }

    /**
     * Those with the keys of a file, which is read again every few seconds; while it cannot be read, those count that it had.
     *
     * @param onChange is told when it has other keys than before
     */
    public static Signatures by(KeyFile file, Set<JWSAlgorithm> algorithms, Runnable onChange) {
        return by(file, OF_FILE, algorithms, onChange);
    }

    private static Signatures by(
            JWKSetSource<SecurityContext> keys, Pace pace, Set<JWSAlgorithm> algorithms, Runnable onChange) {
        var source = JWKSourceBuilder.create(keys)
                .cache(pace.kept().toMillis(), PATIENCE.toMillis())
                .refreshAheadCache(
                        pace.ahead().toMillis(),
                        new KeyChanges(onChange),
                        Executors.newVirtualThreadPerTaskExecutor(),
                        true,
                        null,
                        false)
                .rateLimited(pace.between().toMillis())
                .outageTolerant(KEPT_IN_OUTAGE.toMillis())
                .build();
        var signatures = new Signatures(source, algorithms);
        Thread.startVirtualThread(signatures::fetch);
        return signatures;
    }

    private void fetch() {
        try {
            source.get(KeyChoice.ALL, null);
        } catch (KeySourceException e) {
            LOGGER.debug("Keys are not there yet, the next token asks for them", e);
        }
    }

    /**
     * Checks one token.
     *
     * @throws NoKeys if there are no keys to check it with
     * @throws KeySourceException if none of those that are there has its name, and others cannot be asked for
     * @throws BadJOSEException if it is not signed by the issuer
     * @throws JOSEException if that cannot be found out
     */
    public void check(JWSObject token) throws BadJOSEException, JOSEException {
        if (token.getHeader().getCriticalParams() != null) {
            throw new BadJOSEException("What its header calls critical is not known");
        }
        processor.process(token, null);
    }

    @Override
    public void close() throws IOException {
        if (source instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
