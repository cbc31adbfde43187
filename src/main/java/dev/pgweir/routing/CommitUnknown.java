package dev.pgweir.routing;

import org.springframework.transaction.TransactionSystemException;

/** The connection was lost, or the server told to cancel, while a write was being committed: whether it was, nobody can say. */
public final class CommitUnknown extends TransactionSystemException {

    public CommitUnknown(Throwable cause) {
        super("the commit was interrupted: look whether the write took place before repeating it", cause);
    }
}
