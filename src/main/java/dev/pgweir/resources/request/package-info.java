/** What a client asked for in parts, and why it may be refused. */
@NullMarked
@NamedInterface("request")
package dev.pgweir.resources.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
