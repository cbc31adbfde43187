package dev.pgweir.access.token;

import dev.pgweir.access.CallerRefused;

/** A token cannot be judged, because it is not known which ones were revoked lately. */
public final class RevocationsUnknown extends CallerRefused {

    private static final long serialVersionUID = 1L;

    public RevocationsUnknown() {
        super("Which tokens were revoked cannot be told at the moment");
    }
}
