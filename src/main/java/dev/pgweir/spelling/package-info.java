/** Which known name may an unknown one have been meant for? */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.pgweir.spelling;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
