using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>What somebody said that the columns of a table mean, for all tables of the workspace that have the same headings.</summary>
public sealed class ColumnTemplate : IWorkspaceOwned
{
    /// <inheritdoc/>
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>SHA-256 of the headings, in lower-case hexadecimal.</summary>
    public string HeadingsHash { get; set; } = "";

    /// <summary>The headings, fit to be shown.</summary>
    public List<string> Headings { get; set; } = [];

    /// <summary>For each heading the <see cref="ImportColumn.Name"/> that it means; empty where it means nothing here.</summary>
    public List<string> Columns { get; set; } = [];

    /// <summary>When it was said last.</summary>
    public DateTimeOffset SavedAt { get; set; }

    /// <summary>Who said it, as the history of pushes names people.</summary>
    public string SavedBy { get; set; } = "";
}
