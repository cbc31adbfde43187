package dev.pgweir.admin.credentials;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An API key that was just made.
 *
 * @param id by which it is revoked
 * @param key what clients send
 */
record MadeKey(
        String id,

        @Schema(
                description = "What clients send as apikey. It is told this once, and kept nowhere",
                example = "pgw_4kT9xQ2b_…")
        String key) {}
