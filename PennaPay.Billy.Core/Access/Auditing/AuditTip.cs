namespace PennaPay.Billy.Core.Access.Auditing;

/// <summary>The last entry of the audit, which the next one is tied to.</summary>
/// <param name="Number">Its <see cref="AuditEntry.Id"/>; 0 where there is none.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record AuditTip(long Number, byte[] Hash)
{
    /// <summary>Before the first entry.</summary>
    public static AuditTip Beginning { get; } = new(0, new byte[32]);

    /// <summary>Ties an entry to the one before.</summary>
    public static AuditTip After(AuditTip before, AuditEntry entry)
    {
        entry.Hash = AuditChain.HashOf(before.Hash, entry);
        return new(entry.Id, entry.Hash);
    }
}
