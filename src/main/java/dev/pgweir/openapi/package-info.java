/** What does the contract say? */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "resources", "resources :: relate", "catalog"})
package dev.pgweir.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
