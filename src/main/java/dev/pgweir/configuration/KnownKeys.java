package dev.pgweir.configuration;

import dev.pgweir.spelling.Spelling;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** All keys of the gateway, as the records say that Spring Boot binds to them. Not thread-safe. */
final class KnownKeys {

    private static final String PACKAGE = "dev.pgweir";

    /** A key that ends alike counts as no further off than this: it may stand in the wrong place. */
    private static final int MISPLACED = 4;

    private final List<KnownKey> keys = new ArrayList<>();

    /** Adds what is bound to a record. */
    void add(String prefix, Class<?> type) {
        add(new KnownKey(List.of(prefix.split("\\."))), type);
    }

    private void add(KnownKey key, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            var last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (Map.class.isAssignableFrom(raw)) {
                keys.add(key);
                add(key.then(KnownKey.NAME), last);
            } else if (Collection.class.isAssignableFrom(raw)) {
                keys.add(key);
                add(key.then(KnownKey.INDEX), last);
            } else {
                add(key, last);
            }
        } else if (type instanceof Class<?> bound
                && bound.isRecord()
                && bound.getName().startsWith(PACKAGE)) {
            for (var component : bound.getRecordComponents()) {
                add(key.then(DataObjectPropertyName.toDashedForm(component.getName())), component.getGenericType());
            }
        } else {
            keys.add(key);
        }
    }

    /** All that were added, lists and maps apart from what they hold. */
    List<KnownKey> all() {
        return List.copyOf(keys);
    }

    boolean contains(ConfigurationPropertyName name) {
        return keys.stream().anyMatch(key -> key.matches(name));
    }

    boolean containsVariable(String variable) {
        return keys.stream().anyMatch(key -> key.matchesVariable(variable));
    }

    /** The key that is the most like one that is not known. */
    String nearest(ConfigurationPropertyName unknown) {
        return nearest(
                unknown.toString(),
                unknown.getLastElement(ConfigurationPropertyName.Form.DASHED),
                key -> key.likeKey(unknown));
    }

    /** The same of an environment variable. */
    String nearestVariable(String unknown) {
        return nearest(unknown, unknown, KnownKey::likeVariable);
    }

    private String nearest(String unknown, String last, Function<KnownKey, String> form) {
        return keys.stream()
                .min(Comparator.comparingInt(key -> Math.min(
                        Spelling.distance(unknown, form.apply(key)),
                        key.last().equals(last) ? MISPLACED : Integer.MAX_VALUE)))
                .map(form)
                .orElseThrow();
    }
}
