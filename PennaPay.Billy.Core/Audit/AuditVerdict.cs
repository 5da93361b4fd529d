namespace PennaPay.Billy.Core.Audit;

/// <summary>What a look through the whole audit of the installation found.</summary>
public abstract record AuditVerdict
{
    /// <summary>
    /// Every entry is as it was written, and none is missing between them. Whoever may change the file can cut off the end, or write
    /// all of it anew; that shows only by a hash that was kept elsewhere, as in the program's log or an export.
    /// </summary>
    /// <param name="Entries">How many there are; also the number of the last one.</param>
    /// <param name="Since">When the first was written; null where there is none.</param>
    /// <param name="Hash">The hash of the last one, 64 hexadecimal digits.</param>
    public sealed record Whole(long Entries, DateTimeOffset? Since, string Hash) : AuditVerdict;

    /// <summary>It is not what was written.</summary>
    /// <param name="Number">The first entry that does not fit.</param>
    /// <param name="Fault">In what.</param>
    public sealed record Broken(long Number, AuditFault Fault) : AuditVerdict;

    private AuditVerdict()
    {
    }
}
