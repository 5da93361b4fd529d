namespace PennaPay.Billy.Core.Audit;

/// <summary>In what an entry of the audit does not fit.</summary>
public enum AuditFault
{
    /// <summary>It, or the one before, is another than was written.</summary>
    Changed,

    /// <summary>It is not there, but later ones are.</summary>
    Missing,

    /// <summary>It was there once, and nothing is from it on.</summary>
    CutOff,
}
