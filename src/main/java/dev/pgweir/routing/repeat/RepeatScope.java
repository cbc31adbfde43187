package dev.pgweir.routing.repeat;

import dev.pgweir.routing.Route;
import java.util.HashSet;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One run of a call that may be repeated: the nodes it must avoid, and those it was given. Confined to the thread that
 * runs the call.
 */
public final class RepeatScope {

    /** The attempt that runs in this thread; unbound outside a call that may be repeated. */
    static final ScopedValue<RepeatScope> CURRENT = ScopedValue.newInstance();

    private final Set<String> avoided;
    private final boolean followsLoss;
    private final Set<String> read = new HashSet<>();
    private final Set<String> written = new HashSet<>();
    private boolean wroteInTransaction;
    private boolean wroteOutside;
    private boolean isLast;

    /** The first attempt. */
    RepeatScope() {
        this(HedgeScope.avoidedHere(), false);
    }

    private RepeatScope(Set<String> avoided, boolean followsLoss) {
        this.avoided = avoided;
        this.followsLoss = followsLoss;
    }

    /** The nodes that a read which starts now must avoid. */
    public static Set<String> avoided() {
        return CURRENT.isBound() ? CURRENT.get().avoided : Set.of();
    }

    /** Whether the attempt that runs in this thread follows one that lost its connection. */
    public static boolean followsLoss() {
        return CURRENT.isBound() && CURRENT.get().followsLoss;
    }

    /** Notes that the attempt that runs in this thread, if one does, was given this route. */
    public static void noteRoute(Route route) {
        if (CURRENT.isBound()) {
            CURRENT.get().routed(route);
        }
    }

    /** Has the attempt that runs in this thread, if one does, be the last. */
    static void requireNoRepeat() {
        if (CURRENT.isBound()) {
            CURRENT.get().isLast = true;
        }
    }

    /** Whether no other may follow. */
    boolean isLast() {
        return isLast;
    }

    void routed(Route route) {
        if (route.reason() != Route.Reason.WRITE) {
            read.add(route.node().name());
            return;
        }
        written.add(route.node().name());
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            wroteInTransaction = true;
        } else {
            wroteOutside = true;
        }
    }

    /** Whether it did nothing but read, as far as the database can tell. */
    boolean onlyRead() {
        return !read.isEmpty() && !wroteInTransaction && !wroteOutside;
    }

    /** Whether it wrote in transactions only, which come to nothing without their commit. */
    boolean wroteInTransactions() {
        return wroteInTransaction && !wroteOutside;
    }

    /** The attempt that follows this one where no node is to blame. */
    RepeatScope again() {
        return new RepeatScope(avoided, followsLoss);
    }

    /** The nodes that it wrote to. */
    Set<String> written() {
        return written;
    }

    /**
     * The attempt that follows this one; its reads go to other nodes.
     *
     * @param lost whether this one lost its connection
     */
    RepeatScope next(boolean lost) {
        var more = new HashSet<>(avoided);
        more.addAll(read);
        return new RepeatScope(Set.copyOf(more), lost);
    }
}
