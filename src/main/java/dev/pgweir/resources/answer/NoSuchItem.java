package dev.pgweir.resources.answer;

import java.util.List;

/** No row has the key that the path names. */
public final class NoSuchItem extends RuntimeException {

    public NoSuchItem(String resource, List<String> key) {
        super("%s has no row with the key %s".formatted(resource, String.join(",", key)));
    }
}
