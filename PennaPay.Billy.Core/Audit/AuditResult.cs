namespace PennaPay.Billy.Core.Audit;

/// <summary>What came of something in the audit.</summary>
public enum AuditResult
{
    Done,

    /// <summary>It was refused or failed.</summary>
    Refused,
}
