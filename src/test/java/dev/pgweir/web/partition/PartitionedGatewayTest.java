package dev.pgweir.web.partition;

import dev.pgweir.testing.GatewayTest;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/** A gateway with a policy for each of some partitioned tables. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@GatewayTest
@TestPropertySource(
        properties = {
            "pgweir.admin.partitions=on",
            "pgweir.partitions.explain=true",
            "pgweir.partitions.seal-lease=2s",
            "pgweir.partitions.scan-time=150ms",
            "pgweir.partitions.searches-per-second=5",
            "pgweir.partitions.tables.strict_sale.require-range=true",
            "pgweir.partitions.tables.strict_sale.max-partitions=3",
            "pgweir.partitions.tables.recent_sale.default-window=P60D",
            "pgweir.partitions.tables.named_sale.id=sale_id",
            "pgweir.partitions.tables.timed_sale.id=sale_id",
            "pgweir.partitions.tables.flake_sale.id=sale_id",
            "pgweir.partitions.tables.flake_sale.id-epoch=2020-01-01T00:00:00Z",
            "pgweir.partitions.tables.listed_sale.id=sale_id",
            "pgweir.partitions.tables.listed_sale.locator=public.listed_sale_place",
        })
@interface PartitionedGatewayTest {}
