/** Has this write already happened? */
@NullMarked
@ApplicationModule(allowedDependencies = {"postgres", "request", "routing :: session"})
package dev.pgweir.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
