/** Which keys may clients show, and which tokens may they show no more? */
@NullMarked
package dev.pgweir.admin.credentials;

import org.jspecify.annotations.NullMarked;
