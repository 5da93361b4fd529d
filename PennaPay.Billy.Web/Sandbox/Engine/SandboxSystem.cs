namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>
/// One system's sandbox: what it answers, and what can be done to it from outside its API. Its kinds of record, rules,
/// envelopes and errors are its own; HTTP, planned faults, the log of requests and what survives a restart are the engine's.
/// </summary>
public abstract class SandboxSystem
{
    /// <summary>The access token of the account that always exists.</summary>
    public abstract string DefaultToken { get; }

    /// <summary>Where it answers, without a slash at the end.</summary>
    public abstract string BasePath { get; }

    /// <summary>The faults that are still to come, each with the times that are left.</summary>
    public IReadOnlyList<SandboxFault> Faults => FaultQueue.Waiting;

    internal FaultQueue FaultQueue { get; } = new();

    internal RequestLog Log { get; } = new();

    /// <summary>The requests received, oldest first, since a sequence number and of one token if given.</summary>
    public IReadOnlyList<SandboxRequest> Requests(string? token = null, long since = 0) => Log.Since(since, token);

    /// <summary>The latest request; null before the first.</summary>
    public SandboxRequest? LatestRequest => Log.Latest;

    /// <summary>Puts a fault at the end of the queue.</summary>
    public void Plan(SandboxFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Times, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.DelayMs ?? 0, 0);
        FaultQueue.Add(fault);
    }

    /// <summary>Forgets the faults planned for one token, or all of them.</summary>
    public void ClearFaults(string? token = null) => FaultQueue.Clear(token);

    /// <summary>The access token that a request carries.</summary>
    internal abstract string? TokenOf(HttpRequest request);

    internal abstract ApiAnswer Handle(ApiCall call);

    /// <summary>An error as the system writes it.</summary>
    /// <param name="refusal">What is wrong.</param>
    /// <param name="started">When the request arrived, as a timestamp.</param>
    internal abstract byte[] Error(Refusal refusal, long started);

    /// <summary>The content type of what <see cref="Error"/> writes; null: JSON.</summary>
    internal virtual string? ErrorType(Refusal refusal) => null;

    /// <summary>What the system says when a planned fault refuses a request.</summary>
    /// <param name="kind">One that is answered with an error of the system: a 429, 401, 403, 422 or 5xx.</param>
    /// <param name="message">What it shall say; null: what it usually says.</param>
    /// <param name="status">The status of a 5xx.</param>
    /// <param name="path">The path below <see cref="BasePath"/>.</param>
    internal abstract Refusal Refuse(SandboxFaultKind kind, string? message, int status, string path);
}
