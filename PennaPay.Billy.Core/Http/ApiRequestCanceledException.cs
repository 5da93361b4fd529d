namespace PennaPay.Billy.Core.Http;

/// <summary>The caller cancelled, and is told whether the request may have arrived by then.</summary>
public sealed class ApiRequestCanceledException : OperationCanceledException
{
    internal ApiRequestCanceledException(bool requestMayHaveBeenProcessed, CancellationToken cancellationToken)
        : base(cancellationToken) => MayHaveBeenProcessed = requestMayHaveBeenProcessed;

    /// <summary>False when the request certainly never left.</summary>
    public bool MayHaveBeenProcessed { get; }
}
