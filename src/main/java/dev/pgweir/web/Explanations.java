package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.list.ListReads;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.web.answer.JsonAnswer;
import dev.pgweir.web.header.Preferences;
import dev.pgweir.web.input.QueryString;
import dev.pgweir.web.stream.PlanForms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;

/**
 * Answers how a list of a table would be read, in place of its rows, where clients may ask.
 *
 * @param reads knows
 * @param table the table
 */
record Explanations(ListReads reads, Table table) {

    /** Whether the client wants the server's plan, and was answered it. */
    boolean plan(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = PlanForms.of(request);
        if (form.isEmpty()) {
            return false;
        }
        var plan = reads.explain(table, QueryString.parameters(request), form.get());
        if (plan.isPresent()) {
            response.setContentType(PlanForms.contentType(form.get()));
            JsonAnswer.send(plan.get(), response);
        }
        return plan.isPresent();
    }

    /** Whether the partitions were answered. */
    boolean partitions(List<Parameter> parameters, HttpServletResponse response) throws IOException {
        var explanation = reads.explain(table, parameters);
        if (explanation.isPresent()) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            Preferences.addApplied(response, "explain-partitions");
            JsonAnswer.send(explanation.get(), response);
        }
        return explanation.isPresent();
    }
}
