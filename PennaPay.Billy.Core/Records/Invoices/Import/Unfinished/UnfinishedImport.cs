using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;

/// <summary>Files that somebody left before all was answered, kept so that they can be imported later.</summary>
public sealed class UnfinishedImport : IWorkspaceOwned
{
    /// <summary>The most names of files that are kept; <see cref="FileCount"/> counts all.</summary>
    public const int MostNames = 20;

    /// <summary>The key; made by <see cref="Guid.CreateVersion7()"/>, so it sorts by time.</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>When it was kept.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who left it, as the history of pushes names people.</summary>
    public required string StartedBy { get; set; }

    /// <summary>The first names of the files.</summary>
    public List<string> FileNames { get; set; } = [];

    public int FileCount { get; set; }

    /// <summary>How many questions nobody has answered, which column is which of a table among them.</summary>
    public int Questions { get; set; }

    /// <summary>What has been answered, by the question's id.</summary>
    public Dictionary<string, ImportAnswer> Answers { get; set; } = [];

    /// <summary>How many bytes its files take.</summary>
    public long Bytes { get; set; }

    /// <summary>When it is forgotten.</summary>
    public DateTimeOffset ForgottenAt => At + UnfinishedImports.KeptFor;
}

/// <summary>A file of an <see cref="UnfinishedImport"/>, compressed with gzip.</summary>
internal sealed class UnfinishedImportFile : IWorkspaceOwned
{
    public Guid ImportId { get; set; }

    /// <summary>Its place among the files, from 0.</summary>
    public int Position { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public required string Name { get; set; }

    public ImportFormat Format { get; set; }

    public required byte[] Content { get; set; }
}
