/** Which partitions must be made, sealed or retired, and what is wrong with those there are? */
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "partitions", "postgres", "request"})
package dev.pgweir.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
