using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Drafts;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>
/// One push: one revision of one invoice on its way to Billy. The table is the queue (design.md, Ledger); a row is never
/// deleted, and every change of it raises <see cref="Version"/>, so that a worker which lost its turn cannot write.
/// </summary>
public sealed class LedgerEntry : IWorkspaceOwned
{
    public Guid Id { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public Guid InvoiceId { get; set; }

    /// <summary>The number as it stood when the push was queued, so that history survives an edit.</summary>
    public required string InvoiceNumber { get; set; }

    /// <summary>The revision of the invoice that is pushed; unique together with the invoice and the organisation.</summary>
    public int Revision { get; set; }

    /// <summary>What of the invoice would be sent, hashed; equal content needs no second push.</summary>
    public required string ContentHash { get; set; }

    public PushState State { get; set; }

    /// <summary>How many times a draft was sent for this entry.</summary>
    public int Attempt { get; set; }

    /// <summary>Raised by every transition; a transition applies only to the version that it was decided on.</summary>
    public int Version { get; set; }

    public PushCause Cause { get; set; }

    public required string StartedBy { get; set; }

    /// <summary>The bulk push that it belongs to.</summary>
    public Guid? BatchId { get; set; }

    public DateTimeOffset QueuedAt { get; set; }

    /// <summary>When a worker may next take it up; null once it has ended.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When the first of an unbroken row of passing failures happened.</summary>
    public DateTimeOffset? TroubleSince { get; set; }

    /// <summary>How many passing failures in a row.</summary>
    public int Failures { get; set; }

    /// <summary>When the latest draft was sent.</summary>
    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The first search that found nothing after an unclear outcome.</summary>
    public DateTimeOffset? FirstMissAt { get; set; }

    /// <summary>What Billy knows the draft by: <see cref="DraftKey"/>.</summary>
    public string? Key { get; set; }

    /// <summary>Billy's id of the organisation that was connected when it was queued; it goes to no other.</summary>
    public string? OrganizationId { get; set; }

    public string? ContactId { get; set; }

    public string? PayloadHash { get; set; }

    /// <summary>ISO 4217 code of the draft that was sent.</summary>
    public string? Currency { get; set; }

    /// <summary>Total with VAT that Billy's draft must have.</summary>
    public decimal Gross { get; set; }

    /// <summary>Billy's id of the draft.</summary>
    public string? RemoteId { get; set; }

    /// <summary>What Billy held right after the push; tells whether a person has changed the draft since.</summary>
    public string? DraftFingerprint { get; set; }

    /// <summary>The draft of an earlier revision that this push takes the place of.</summary>
    public string? ReplacesRemoteId { get; set; }

    /// <summary>Written before the earlier draft is deleted: from then on its absence is our own doing.</summary>
    public bool ReplacementBegun { get; set; }

    /// <summary>Stored links were dropped once because Billy no longer knew them.</summary>
    public bool Relinked { get; set; }

    /// <summary>How the draft stood in Billy at the last look; see <see cref="Aftercare"/>.</summary>
    public DraftCondition Standing { get; set; }

    public DateTimeOffset? LookedAt { get; set; }

    /// <summary>When the draft is looked at next; null while there is none.</summary>
    public DateTimeOffset? NextLookAt { get; set; }

    public string? FailureCode { get; set; }

    public string? FailureDetail { get; set; }

    public IReadOnlyList<FieldMessage>? FailureFields { get; set; }

    /// <summary>Why it failed or waits, if it does.</summary>
    public Failure? Failure
    {
        get => FailureCode is null ? null : new Failure(FailureCode, FailureDetail, FailureFields);
        set => (FailureCode, FailureDetail, FailureFields) = (value?.Code, value?.Detail, value?.Fields);
    }

    /// <summary>
    /// Somebody let the matter rest, so Billy may still hold a draft of it. A push that was undone has no key any more: its
    /// draft is known to be gone.
    /// </summary>
    public bool WasGivenUp => State == PushState.Cancelled && Key is not null;

    /// <summary>Whether this organisation is the one that it was queued for, which alone may get it or be asked about it.</summary>
    public bool BelongsTo(string? organizationId) => OrganizationId is null || OrganizationId == organizationId;

    /// <summary>The same row once more, to be changed while this one stays what was decided on.</summary>
    internal LedgerEntry Copy() => (LedgerEntry)MemberwiseClone();
}

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("Pushes");
        builder.Ignore(e => e.Failure);
        builder.Ignore(e => e.WasGivenUp);
        builder.Property(e => e.Version).IsConcurrencyToken();
        builder.Property(e => e.FailureFields).HasConversion(StoredFieldErrors.Converter, StoredFieldErrors.Comparer);
        builder.Property(e => e.Gross).HasMoneyConversion();
        builder.HasIndex(e => new { e.WorkspaceId, e.InvoiceId, e.Revision, e.OrganizationId }).IsUnique();
        // At most one push of an invoice is under way, whoever asks and however often (law 2).
        builder.HasIndex(e => new { e.WorkspaceId, e.InvoiceId }).IsUnique()
            .HasFilter("\"State\" IN (0, 1, 2)").HasDatabaseName("IX_LedgerEntry_OneOpenPushPerInvoice");
        builder.HasIndex(e => new { e.WorkspaceId, e.State, e.DueAt });
        builder.HasIndex(e => e.DueAt).HasFilter("\"State\" IN (0, 1, 2)").HasDatabaseName("IX_LedgerEntry_Due");
        builder.HasIndex(e => e.NextLookAt);
        builder.HasIndex(e => new { e.WorkspaceId, e.BatchId });
    }
}

internal static class StoredFieldErrors
{
    public static Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<IReadOnlyList<FieldMessage>?, string?> Converter { get; } =
        new(fields => JsonSerializer.Serialize(fields, JsonSerializerOptions.Web),
            stored => JsonSerializer.Deserialize<IReadOnlyList<FieldMessage>>(stored!, JsonSerializerOptions.Web));

    public static Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<IReadOnlyList<FieldMessage>?> Comparer { get; } =
        new((a, b) => ReferenceEquals(a, b) || a != null && b != null && a.SequenceEqual(b), fields => fields == null ? 0 : fields.Count, fields => fields);
}
