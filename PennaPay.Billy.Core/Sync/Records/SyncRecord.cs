namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>A record of one side, as far as it is kept alike.</summary>
public abstract record SyncRecord
{
    public required SyncModule Module { get; init; }

    /// <summary>What lists call it.</summary>
    public required string Title { get; init; }

    /// <summary>By the names of the side's fields; what is missing is empty.</summary>
    public required IReadOnlyDictionary<string, string?> Values { get; init; }

    public string? Of(string field) => Values.GetValueOrDefault(field);
}

/// <summary>One of ours.</summary>
public sealed record OurRecord : SyncRecord
{
    public required Guid Id { get; init; }

    /// <summary>Raised with every save.</summary>
    public required int Version { get; init; }

    /// <summary>Whether another system describes it. Many records come at once from such a system, so each is created elsewhere only when somebody asks for it.</summary>
    public bool IsOwned { get; init; }

    /// <summary>Whether somebody put it aside; like one that is owned it is created elsewhere only when somebody asks for it.</summary>
    public bool IsArchived { get; init; }

    /// <summary>The names of its fields that another system describes: they may be carried elsewhere, and are never written here.</summary>
    public IReadOnlySet<string> Fixed { get; init; } = NoFields;

    private static readonly IReadOnlySet<string> NoFields = new HashSet<string>();
}

/// <summary>One of the connected account's. A system may keep more with it, for the change that follows.</summary>
public record TheirRecord : SyncRecord
{
    /// <summary>The system's id of it.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it was put aside there: it is never written, and nothing is created because of it.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Whether it is there for another purpose, as a supplier is: it may be the same as one of ours, but is never created here.</summary>
    public bool IsOther { get; init; }
}
