/** What stands between the gateway and a server, and does each connection have a session of its own there? */
@NamedInterface("link")
@NullMarked
package dev.pgweir.cluster.link;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
