namespace PennaPay.Billy.Core.Push.Preview;

/// <summary>What came of asking for a preview.</summary>
public abstract record PreviewResult
{
    private PreviewResult()
    {
    }

    /// <summary>Here it is.</summary>
    public sealed record Ready(InvoicePreview Preview) : PreviewResult;

    /// <summary>The system is not connected, or could not be asked.</summary>
    public sealed record Refused(Failure Failure) : PreviewResult;

    /// <summary>The workspace has no such invoice.</summary>
    public sealed record Missing : PreviewResult;
}
