package dev.pgweir.embedded;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayContract;
import dev.pgweir.testing.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
class EmbeddedGatewayIntegrationTests implements GatewayContract {

    private final Gateway gateway;

    @Autowired
    EmbeddedGatewayIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Gateway gateway() {
        return gateway;
    }
}
