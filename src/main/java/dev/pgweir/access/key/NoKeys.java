package dev.pgweir.access.key;

import com.nimbusds.jose.KeySourceException;

/** The keys of an issuer cannot be had. */
public final class NoKeys extends KeySourceException {

    private static final long serialVersionUID = 1L;

    NoKeys(Throwable cause) {
        super("No key of the issuer is known", cause);
    }
}
