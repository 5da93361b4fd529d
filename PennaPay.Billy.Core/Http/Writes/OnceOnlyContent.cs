using System.Net;
using System.Net.Http.Headers;

namespace PennaPay.Billy.Core.Http.Writes;

/// <summary>
/// The body of a write. It knows whether anybody began to send it, and cannot be sent a second time.
/// </summary>
/// <remarks>
/// SocketsHttpHandler repeats a request by itself when a connection ends before the first byte of an answer and the
/// request has no body, so a bare DELETE would be sent again unseen (an empty body prevents it). A request with a body it
/// repeats only before the body is begun. That is its present behaviour, not a promise; this class makes it certain: whoever
/// tries to send the body again gets an exception. And as long as nobody has asked for the body, nobody can have acted on
/// the request, however it ended.
/// </remarks>
internal sealed class OnceOnlyContent : HttpContent
{
    private readonly byte[] body;
    private readonly SendDeadline? deadline;
    private int begun;

    public OnceOnlyContent(byte[] body, SendDeadline? deadline = null, string type = "application/json")
    {
        (this.body, this.deadline) = (body, deadline);
        if (body.Length > 0)
            Headers.ContentType = new MediaTypeHeaderValue(type);
    }

    /// <summary>Whether sending the body has begun.</summary>
    public bool Begun => Volatile.Read(ref begun) != 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        deadline?.Demand();
        if (Interlocked.Exchange(ref begun, 1) != 0)
            throw new InvalidOperationException("A write is sent once.");
        return stream.WriteAsync(body, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
