package dev.pgweir.web;

import java.util.List;

/** No row has the key that the path names. */
final class NoSuchItem extends RuntimeException {

    NoSuchItem(String resource, List<String> key) {
        super("%s has no row with the key %s".formatted(resource, String.join(",", key)));
    }
}
