/** What has a client seen, and how fresh must be what it sees next? */
@NullMarked
@NamedInterface("session")
package dev.pgweir.routing.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
