package dev.pgweir.web.limit;

import dev.pgweir.limits.Admission;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import org.springframework.stereotype.Component;

/**
 * Gives back what requests held: before their answers are sent, so that a client that asks for one thing after the other is never
 * refused, and at the latest when they end. The server tells of each end, whichever threads were in charge of the request, and
 * also where its client has left.
 */
@Component
public class EndedRequests implements ServletRequestListener {

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        end(event.getServletRequest());
    }

    /** Nothing more is run for a request; does nothing where that was said before. */
    public static void end(ServletRequest request) {
        if (request.getAttribute(Admission.class.getName()) instanceof Admission admission) {
            admission.close();
        }
    }
}
