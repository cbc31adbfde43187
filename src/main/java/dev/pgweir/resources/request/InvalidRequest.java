package dev.pgweir.resources.request;

/** A request that cannot be understood, with the part of it that is to blame. Nothing was run. */
public final class InvalidRequest extends RuntimeException {

    private final String code;
    private final transient Origin origin;

    /**
     * @param code the stable name of the fault, in words joined by hyphens
     * @param origin the part of the request to blame
     * @param message what is wrong and, where it is known, what would be right
     */
    public InvalidRequest(String code, Origin origin, String message) {
        super(message);
        this.code = code;
        this.origin = origin;
    }

    /** A request that the server could not understand, as it says in the cause. */
    public InvalidRequest(String code, Origin origin, String message, Exception cause) {
        super(message, cause);
        this.code = code;
        this.origin = origin;
    }

    /** The stable name of the fault. */
    public String code() {
        return code;
    }

    /** The part of the request to blame. */
    public Origin origin() {
        return origin;
    }
}
