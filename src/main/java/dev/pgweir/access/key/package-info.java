/** Which keys may a token be signed with, and is it? */
@NullMarked
package dev.pgweir.access.key;

import org.jspecify.annotations.NullMarked;
