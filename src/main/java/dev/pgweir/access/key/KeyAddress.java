package dev.pgweir.access.key;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where keys may be fetched from: by https, on the machine itself by http as well. Pure. */
public final class KeyAddress {

    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private KeyAddress() {}

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if nothing may be fetched from it, with what to do about it
     */
    public static URI of(String url) {
        URI address;
        try {
            address = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("write it as https://host/path", e);
        }
        var host = Optional.ofNullable(address.getHost()).orElse("");
        if (host.isEmpty() || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException("write it as https://host/path");
        }
        if (!"https".equalsIgnoreCase(address.getScheme())
                && !("http".equalsIgnoreCase(address.getScheme())
                        && THIS_MACHINE.matcher(host).matches())) {
            throw new IllegalArgumentException("use https: over http, keys are taken from this machine only");
        }
        return address;
    }
}
