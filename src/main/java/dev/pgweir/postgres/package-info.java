/** What is PostgreSQL's own, and known in several places? And where are the gateway's own tables in it? */
@NullMarked
@ApplicationModule(allowedDependencies = "request")
package dev.pgweir.postgres;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
