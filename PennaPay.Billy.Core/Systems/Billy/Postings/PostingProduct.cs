using System.Text.RegularExpressions;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>The Billy product that stands for an account and a VAT treatment in one organisation: what a line is posted by.</summary>
internal sealed partial class PostingProduct : IWorkspaceOwned
{
    /// <summary>What the numbers of such products begin with; the account's number and the ruleset follow.</summary>
    public const string NumberPrefix = "PP-";

    public WorkspaceId WorkspaceId { get; set; }

    public Guid ConnectionId { get; set; }

    /// <summary>What it stands for: <see cref="ProductKey"/>, as text.</summary>
    public required string Key { get; set; }

    /// <summary>Billy's id of the product.</summary>
    public required string ProductId { get; set; }

    public DateTimeOffset LinkedAt { get; set; }

    /// <summary>Whether a product of this number stands for an account, whoever connected the organisation when it was made.</summary>
    public static bool IsNumberOfOne(string? number) => number is not null && Number().IsMatch(number);

    [GeneratedRegex(@"\A" + NumberPrefix + @"\d*-.+\z")]
    private static partial Regex Number();
}
