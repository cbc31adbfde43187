/** How does an error answer look? */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.pgweir.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
