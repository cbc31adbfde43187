package dev.pgweir.access.apikey;

import dev.pgweir.access.CallerRefused;

/** An API key is refused. It is not told whether there is none of this name, its secret is another, or its time is over. */
public final class InvalidKey extends CallerRefused {

    private static final long serialVersionUID = 1L;

    InvalidKey() {
        super("The API key is not valid");
    }
}
