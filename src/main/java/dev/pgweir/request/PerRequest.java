package dev.pgweir.request;

/**
 * What a module keeps for one request; see {@link RequestContext#with}. A part of the request that runs in a thread of its own
 * has one of its own, so none need be thread-safe.
 *
 * @param <T> the type itself
 */
public interface PerRequest<T extends PerRequest<T>> {

    /** The value for a part of the request. */
    T part();

    /** Takes over what a part has come to, in the request's own thread. */
    default void adopt(T part) {}
}
