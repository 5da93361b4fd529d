using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>Records of one kind in an outside system, read as they are and written field by field. It decides nothing.</summary>
public interface IRecordEndpoint
{
    /// <summary>The <see cref="ExternalSystem.Id"/> of the system.</summary>
    string System { get; }

    RecordKind Kind { get; }

    /// <summary>The modules that its records belong to.</summary>
    IReadOnlyList<SyncModule> Modules { get; }

    /// <summary>The fields that its records have.</summary>
    IReadOnlyList<SyncField> Fields { get; }

    /// <summary>What shows that a record is the same as one of ours, the surest first; names are not among them.</summary>
    IReadOnlyList<MatchKey> Keys { get; }

    /// <summary>The field that our own number for a record stands in, by which one that may have been created is found again.</summary>
    string NumberField { get; }

    /// <summary>How long after a create without an answer the record may still be missing from a list.</summary>
    TimeSpan Settles { get; }

    /// <summary>The mapping that a module has until somebody changes it.</summary>
    FieldMap DefaultMap(SyncModule module);

    /// <summary>Every record, archived ones too.</summary>
    /// <param name="opened">The account.</param>
    /// <param name="read">Is told how many were read so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">The list was not read to its end.</exception>
    Task<IReadOnlyList<TheirRecord>> ReadAllAsync(OpenedConnection opened, Action<int>? read, CancellationToken cancellationToken);

    /// <summary>One record as it is now; null when the system says that it has none of that id.</summary>
    /// <exception cref="ApiException">The system did not answer.</exception>
    Task<TheirRecord?> GetAsync(OpenedConnection opened, string id, CancellationToken cancellationToken);

    /// <summary>Creates a record; the request is never repeated.</summary>
    /// <param name="opened">The account.</param>
    /// <param name="module">Which of <see cref="Modules"/> it belongs to.</param>
    /// <param name="values">By the names of <see cref="Fields"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The record as the system answered it.</returns>
    /// <exception cref="ApiException">It was not created, or nobody knows: see <see cref="ApiException.MayHaveBeenProcessed"/>.</exception>
    /// <exception cref="RecordRefusedException">It cannot be created with these values; the system was not asked.</exception>
    Task<TheirRecord> CreateAsync(
        OpenedConnection opened, SyncModule module, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken);

    /// <summary>Changes fields of a record and leaves all others alone.</summary>
    /// <param name="opened">The account.</param>
    /// <param name="current">The record as it was read just before.</param>
    /// <param name="changes">The new values of those that change; null empties one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The record as it is now.</returns>
    /// <exception cref="ApiException">It was not changed, was changed in part, or nobody knows: reading it again tells.</exception>
    /// <exception cref="RecordRefusedException">It cannot become that; the system was not asked.</exception>
    Task<TheirRecord> ChangeAsync(
        OpenedConnection opened, TheirRecord current, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken);

    /// <summary>Takes back a record that was created for us: deletes it, or archives it where the system keeps what is in use.</summary>
    /// <exception cref="ApiException">The system did not do either.</exception>
    Task<WithdrawOutcome> WithdrawAsync(OpenedConnection opened, string id, CancellationToken cancellationToken);

    /// <summary>The record's page in the system's own application; null where it has none.</summary>
    string? PageOf(Connection connection, string id);
}

/// <summary>What became of a record that was to be taken back.</summary>
public enum WithdrawOutcome
{
    Deleted,

    /// <summary>It is in use there, so it was put aside.</summary>
    Archived,
}

/// <summary>Values that a record cannot have, found before the system was asked.</summary>
public sealed class RecordRefusedException(Failure failure) : Exception(failure.Detail ?? failure.Code)
{
    public Failure Failure { get; } = failure;
}
