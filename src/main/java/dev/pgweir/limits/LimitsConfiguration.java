package dev.pgweir.limits;

import static java.util.stream.Collectors.toMap;

import dev.pgweir.limits.LimitsProperties.Role;
import dev.pgweir.limits.address.Addresses;
import dev.pgweir.limits.address.Network;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the limits from the configuration. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Bean
    Addresses clientAddresses(LimitsProperties properties) {
        return new Addresses(properties.trustedProxies().stream()
                .flatMap(text -> Network.of(text).stream())
                .toList());
    }

    @Bean
    Refusals limitRefusals(MeterRegistry meters) {
        return new Refusals(meters);
    }

    @Bean
    Limits limits(LimitsProperties properties, Refusals refusals) {
        var caller = properties.caller();
        var address = properties.address();
        var callers = new Share(
                rate(Cause.CALLER, caller.rate(), caller.period()),
                new Places(caller.requests()),
                new Places(caller.streams()));
        var addresses = new Share(
                rate(Cause.ADDRESS, address.rate(), address.period()),
                new Places(address.requests()),
                new Places(address.streams()));
        return new Limits(
                shares(callers, properties.roles(), quota -> rate(Cause.CALLER, quota, caller.period())),
                shares(addresses, properties.roles(), quota -> rate(Cause.ADDRESS, quota, address.period())),
                rows(properties.roles()),
                rate(Cause.AUTHENTICATIONS, properties.failedAuthentications(), MINUTE),
                refusals);
    }

    @Bean
    AddressConnections addressConnections(LimitsProperties properties, Addresses addresses, Refusals refusals) {
        return new AddressConnections(new Places(properties.address().connections()), addresses, refusals);
    }

    private static Shares shares(Share ofAll, Map<String, Role> roles, IntFunction<Optional<Rate>> rate) {
        Map<String, Share> ofRoles = new HashMap<>();
        roles.forEach((name, role) -> role.rate().ifPresent(quota -> ofRoles.put(name, ofAll.with(rate.apply(quota)))));
        return new Shares(ofAll, Map.copyOf(ofRoles));
    }

    private static Map<String, CallersRows> rows(Map<String, Role> roles) {
        return roles.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, role -> role.getValue().rows()));
    }

    private static Optional<Rate> rate(Cause cause, int quota, Duration window) {
        return quota == 0 ? Optional.empty() : Optional.of(new Rate(cause, quota, window));
    }
}
