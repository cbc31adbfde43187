/** What does an operator type? */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.pgweir.ctl;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
