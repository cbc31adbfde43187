package dev.pgweir.web.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers what the server refuses before any filter runs, such as a malformed request line, with a problem. A client who has
 * left is answered nothing: his connection, or stream of HTTP/2, is closed; so is that of an answer that broke off.
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
        var known = HttpStatus.resolve(status);
        var title = known == null ? "Error" : known.getReasonPhrase();
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try {
            var detail = "the request could not be read";
            response.getOutputStream()
                    .write("""
                            {"type":"urn:pgweir:problem:bad-request","title":"%s","status":%d,"detail":"%s",\
                            "code":"bad-request","message":"%s","details":null,"hint":null}""".formatted(title, status, detail, detail).getBytes(UTF_8));
            response.finishResponse();
        } catch (IOException e) {
            getContainer().getLogger().debug("the client left before it was told of its error", e);
        }
    }
}
