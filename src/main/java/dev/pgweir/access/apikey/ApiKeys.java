package dev.pgweir.access.apikey;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.access.apikey.ApiKey.Kind;
import dev.pgweir.access.apikey.ApiKeyTable.StoredKey;
import dev.pgweir.access.token.KeysUnavailable;
import dev.pgweir.access.watch.TableWatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Verifies API keys by what the table of them held two seconds ago or, where it cannot be read, when it last could. Makes and revokes
 * them. Thread-safe.
 */
@Component
public class ApiKeys {

    private final AccessProperties properties;
    private final ApiKeyTable table;
    private final TableWatch<Map<String, StoredKey>> watch;

    ApiKeys(AccessProperties properties, ApiKeyTable table, TableWatch<Map<String, StoredKey>> watch) {
        this.properties = properties;
        this.table = table;
        this.watch = watch;
    }

    /**
     * A key that was made.
     *
     * @param text what clients send, which is kept nowhere
     */
    public record Made(ApiKey key, String text) {}

    /** Whether they are taken at all. */
    public boolean areOn() {
        return properties.keys();
    }

    /** Whether a text is meant to be one, be it valid or not. */
    public boolean isMeantBy(String text) {
        return areOn() && KeyText.isMeantBy(text);
    }

    /**
     * The key that a text is.
     *
     * @param inBrowser whether a browser sends it for a page
     * @throws InvalidKey if it is none that counts
     * @throws ServiceKeyInBrowser if it is one that browsers must not know
     * @throws KeysUnavailable if the table was never read
     */
    public ApiKey verify(String text, boolean inBrowser) {
        var known = watch.latest().orElseThrow(KeysUnavailable::new);
        var shown = KeyText.of(text).orElseThrow(InvalidKey::new);
        var key = Optional.ofNullable(known.get(shown.id()))
                .filter(stored -> shown.has(stored.hash()))
                .map(StoredKey::key)
                .filter(stored -> stored.validity().holdsAt(Instant.now()))
                .orElseThrow(InvalidKey::new);
        if (inBrowser && key.kind() == Kind.SERVICE) {
            throw new ServiceKeyInBrowser();
        }
        return key;
    }

    /**
     * Makes one.
     *
     * @param wanted what it is to be; its id is replaced
     */
    public Made make(ApiKey wanted) {
        var text = KeyText.random();
        var read = KeyText.of(text).orElseThrow();
        var key = new ApiKey(
                read.id(),
                wanted.kind(),
                wanted.role(),
                wanted.claims(),
                wanted.scopes(),
                wanted.validity(),
                wanted.note());
        return watch.change(() -> {
            table.add(key, read.hash());
            return new Made(key, text);
        });
    }

    /** Those that there are, the oldest first. */
    public List<ApiKey> all() {
        return watch.ask(table::all).stream().map(StoredKey::key).toList();
    }

    /** Has one refused from now on here, and in two seconds by other gateways; empty where there is none. */
    public Optional<ApiKey> revoke(String id) {
        return watch.change(() -> table.delete(id));
    }
}
