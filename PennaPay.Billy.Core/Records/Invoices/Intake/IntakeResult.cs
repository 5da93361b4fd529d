namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>What came of taking invoices in: all of them or none.</summary>
public abstract record IntakeResult
{
    private IntakeResult()
    {
    }

    /// <summary>All are here, one for each that came in and in the same order; what was here already was left alone.</summary>
    public sealed record Stored(IReadOnlyList<ArrivedInvoice> Invoices) : IntakeResult;

    /// <summary>Some break the rules; nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<IntakeProblem> Problems) : IntakeResult;
}
