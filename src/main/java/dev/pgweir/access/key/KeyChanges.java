package dev.pgweir.access.key;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource.RefreshCompletedEvent;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.events.Event;
import com.nimbusds.jose.util.events.EventListener;
import java.util.List;

/**
 * Tells when the keys in use have become others: not before, so that nobody takes what the old ones verified for the work of the
 * new ones. It is called by the thread that has fetched them, and under a lock.
 */
final class KeyChanges implements EventListener<CachingJWKSetSource<SecurityContext>, SecurityContext> {

    private final Runnable onChange;
    private List<JWK> last = List.of();

    KeyChanges(Runnable onChange) {
        this.onChange = onChange;
    }

    @Override
    public void notify(Event<CachingJWKSetSource<SecurityContext>, SecurityContext> event) {
        if (event instanceof RefreshCompletedEvent<SecurityContext> completed
                && !completed.getJWKSet().getKeys().equals(last)) {
            last = completed.getJWKSet().getKeys();
            onChange.run();
        }
    }
}
