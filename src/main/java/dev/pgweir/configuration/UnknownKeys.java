package dev.pgweir.configuration;

import java.util.List;

/** The configuration holds keys of the gateway's that it does not know. */
final class UnknownKeys extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param findings each in a line: the key, where it stands, and the nearest one that is known */
    UnknownKeys(List<String> findings) {
        super("The configuration holds keys that Pgweir does not know:\n\n    " + String.join("\n    ", findings));
    }
}
