package dev.pgweir.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a request may weigh.
 *
 * @param maxBodySize the largest body
 * @param maxUrlLength the longest path and query
 */
@ConfigurationProperties("pgweir.web")
record WebProperties(
        @DefaultValue("10MB") DataSize maxBodySize,
        @DefaultValue("16KB") DataSize maxUrlLength) {}
