package dev.pgweir.web.function;

import dev.pgweir.web.route.DirectRoutes;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/** Has calls of functions found without a comparison of patterns, as requests for rows are. */
@Component
class FunctionRoutes {

    FunctionRoutes(DirectRoutes routes, FunctionController functions) {
        routes.serve(
                FunctionController.PREFIX,
                Map.of(),
                Map.of(HttpMethod.GET.name(), functions::get, HttpMethod.POST.name(), functions::post));
    }
}
