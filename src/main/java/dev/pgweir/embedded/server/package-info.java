/** PostgreSQL servers on this machine: their programs, their files, and how one follows another. */
@NullMarked
package dev.pgweir.embedded.server;

import org.jspecify.annotations.NullMarked;
