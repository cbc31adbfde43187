package dev.pgweir.web.problem;

import dev.pgweir.problem.Problem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * Answers what the server refuses before any filter runs, such as a malformed request line, with a problem. A client that
 * has left is answered nothing: its connection, or stream of HTTP/2, is closed; so is that of an answer that broke off.
 */
public class ProblemValve extends ErrorReportValve {

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        super.invoke(request, response);
        BrokenAnswer.cut(request, response);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (failure instanceof ClientAbortException) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, failure);
            return;
        }
        var status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var problem = Problem.of(HttpStatusCode.valueOf(status), "bad-request", "the request could not be read");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try {
            response.getOutputStream().write(problem.toJson());
            response.finishResponse();
        } catch (IOException e) {
            getContainer().getLogger().debug("the client left before it was told of its error", e);
        }
    }
}
