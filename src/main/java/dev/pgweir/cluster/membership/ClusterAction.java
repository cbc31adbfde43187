package dev.pgweir.cluster.membership;

/**
 * An operator has changed the cluster, or the gateway's use of it. To be published as an application event: {@code admin} puts
 * it into the log {@code dev.pgweir.audit}, and shows it.
 *
 * @param by who: the address an operator's request came from, or the look-up that found it out
 * @param what was done, in words
 */
public record ClusterAction(String by, String what) {}
