package dev.pgweir.limits;

import dev.pgweir.limits.address.Addresses;
import java.net.InetAddress;
import java.util.Optional;

/** Bounds the connections that one address may have open; those of trusted proxies are of many clients, and do not count. Thread-safe. */
public final class AddressConnections {

    private final Places places;
    private final Addresses addresses;
    private final Refusals refusals;

    AddressConnections(Places places, Addresses addresses, Refusals refusals) {
        this.places = places;
        this.addresses = addresses;
        this.refusals = refusals;
    }

    /**
     * Takes up a connection.
     *
     * @return what to do once it is closed; empty where it has to be closed at once
     */
    public Optional<Runnable> open(InetAddress address) {
        if (places.isUnlimited() || addresses.isProxy(address)) {
            return Optional.of(() -> {});
        }
        var who = Addresses.of(address);
        if (!places.take(who)) {
            refusals.note(Cause.CONNECTIONS);
            return Optional.empty();
        }
        return Optional.of(() -> places.giveBack(who));
    }
}
