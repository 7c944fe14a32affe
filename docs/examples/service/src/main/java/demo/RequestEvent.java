package demo;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A request in recordings of Flight Recorder, beside the library's own events.
@Name("demo.Request")
@Label("Request")
@Description("A request to the photo service")
@Category({"Photo Service"})
@StackTrace(false)
final class RequestEvent extends Event {

    /// The status of a request whose client went away or was cut off.
    static final int NO_CLIENT = 0;

    @Label("Method")
    String method;

    @Label("Path")
    String path;

    @Label("Status")
    @Description("0 if nobody was there to be answered")
    int status;
}
