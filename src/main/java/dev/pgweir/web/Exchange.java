package dev.pgweir.web;

import dev.pgweir.request.Cancellation;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.trace.TracedRequest;
import dev.pgweir.web.connection.ClientConnection;
import dev.pgweir.web.connection.HandOver;
import dev.pgweir.web.connection.IncomingRequest;
import dev.pgweir.web.connection.OutgoingAnswer;
import dev.pgweir.web.connection.Overloaded;
import dev.pgweir.web.limit.EndedRequests;
import dev.pgweir.web.problem.BrokenAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * A request on its way to its answer. Workers serve it, but do not wait for its client: whatever does goes on in a virtual
 * thread, and then comes back by a dispatch. So one thread after the other is in charge of it.
 *
 * @param context who asks, until when, and how fresh the data must be
 * @param connection of its client
 * @param request what is asked
 * @param answer what is answered
 * @param service what serves it
 */
record Exchange(
        RequestContext context,
        ClientConnection connection,
        IncomingRequest request,
        OutgoingAnswer answer,
        Service service) {

    /**
     * What serves requests.
     *
     * @param servlet serves what streams, which no filter is concerned with
     * @param problems answers refusals
     * @param workers how many requests may be served at once, those apart that wait for their clients
     */
    record Service(Servlet servlet, HandlerExceptionResolver problems, Semaphore workers) {}

    /**
     * What serves requests, of operators and of others.
     *
     * @param others leave a tenth of the workers to those
     */
    record Services(Service ofOperators, Service others) {

        /** @param workers how many there are */
        static Services of(Servlet servlet, HandlerExceptionResolver problems, int workers) {
            return new Services(
                    new Service(servlet, problems, new Semaphore(workers)),
                    new Service(servlet, problems, new Semaphore(Math.max(1, workers * 9 / 10))));
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private static final String RESUMPTION = Exchange.class.getName();

    /** Any path that leads to the filters again; what they hand on is the request as it came. */
    private static final String ANY_PATH = "/";

    /** Goes on with a request that comes back to a worker. */
    private interface Resumption {

        void resume(FilterChain chain) throws ServletException, IOException;
    }

    private interface Work {

        void run() throws ServletException, IOException;
    }

    /**
     * Goes on with a request that comes back to a worker.
     *
     * @return whether it is one
     */
    static boolean resume(HttpServletRequest request, FilterChain chain) throws ServletException, IOException {
        if (request.getAttribute(RESUMPTION) instanceof Resumption resumption) {
            request.removeAttribute(RESUMPTION);
            resumption.resume(chain);
            return true;
        }
        return false;
    }

    /** Serves it, or what of it does not wait for the client. */
    void serve(FilterChain chain) throws ServletException, IOException {
        if (!service.workers().tryAcquire()) {
            request.release();
            refuse(request, new Overloaded("all workers are busy"));
            return;
        }
        try {
            bound(() -> chain.doFilter(request, answer));
        } catch (HandOver handOver) {
            goOn(handOver.to());
            return;
        } catch (ServletException e) {
            if (e.getCause() instanceof HandOver handOver) {
                goOn(handOver.to());
                return;
            }
            throw e;
        } finally {
            service.workers().release();
            request.release();
        }
        finish();
    }

    /** Answers with a problem. */
    void refuse(HttpServletRequest named, RuntimeException refusal) throws IOException {
        service.problems().resolveException(named, answer, null, refusal);
        finish();
    }

    private void goOn(HandOver.To to) {
        switch (to) {
            case WORKER_WITH_BODY -> aside(request::awaitBody, this::serve);
            case OWN_THREAD -> aside(this::stream, _ -> finish());
        }
    }

    private void stream() throws ServletException, IOException {
        connection.bePatient();
        service.servlet().service(request, answer);
        EndedRequests.end(request);
        if (BrokenAnswer.isBroken(request) || context.isCancelled(Cancellation.CLIENT_LEFT)) {
            return;
        }
        if (request.isUnread()) {
            // Once an answer has ended, the server lets nobody read on.
            answerAndDiscard();
        } else {
            answer.sendPatiently();
        }
    }

    private void finish() throws IOException {
        if (context.isCancelled(Cancellation.CLIENT_LEFT)) {
            throw new ClientAbortException("the client left before it was answered");
        }
        EndedRequests.end(request);
        if (request.isUnread()) {
            aside(this::answerAndDiscard, _ -> endIfUnread());
        } else {
            answer.send(request);
        }
    }

    /** By a worker, once all others are done with it: the server takes it for the end of the request as well. */
    private void endIfUnread() {
        if (!connection.isReceived()) {
            connection.endBehindAnswer();
        }
    }

    private void answerAndDiscard() throws IOException {
        if (answer.flushPatiently()) {
            request.discardBody();
        }
    }

    /** Has a thread that may wait for the client do something, and a worker go on from there. */
    private void aside(Work work, Resumption next) {
        var async = request.startAsync();
        async.setTimeout(0);
        Thread.ofVirtual().name("pgweir-client").start(() -> {
            var failure = attempt(work);
            try {
                request.setAttribute(RESUMPTION, failure == null ? next : (Resumption) _ -> rethrow(failure));
                async.dispatch(ANY_PATH);
            } catch (IllegalStateException gone) {
                log.debug("the server has ended a request whose client has left", gone);
            }
        });
    }

    private @Nullable Throwable attempt(Work work) {
        try {
            bound(work);
            return null;
        } catch (ServletException | IOException | RuntimeException | Error failure) {
            return failure;
        }
    }

    private static void rethrow(Throwable failure) throws ServletException, IOException {
        switch (failure) {
            case ServletException e -> throw e;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new ServletException(failure);
        }
    }

    private void bound(Work work) throws ServletException, IOException {
        try {
            context.call(() -> {
                var traced = context.find(TracedRequest.class);
                if (traced.isEmpty()) {
                    work.run();
                    return true;
                }
                try (var _ = traced.get().enter()) {
                    work.run();
                    return true;
                }
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
