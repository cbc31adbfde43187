package dev.pgweir.access.apikey;

import dev.pgweir.access.CallerRefused;

/** A secret key was sent by a browser, where all who use the page can read it. */
public final class ServiceKeyInBrowser extends CallerRefused {

    private static final long serialVersionUID = 1L;

    ServiceKeyInBrowser() {
        super("A service key is secret, and was sent by a browser");
    }
}
