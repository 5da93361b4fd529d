using System.Text.Json.Nodes;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>What became of a question to the books.</summary>
public abstract record LookupOutcome
{
    private LookupOutcome()
    {
    }

    /// <summary>Some records of a list.</summary>
    /// <param name="Rows">Each a JSON array of texts in the order of the resource's columns.</param>
    /// <param name="Total">How many records the list has.</param>
    /// <param name="Left">How many come after these.</param>
    /// <param name="NextCursor">What to ask with for those; null when none are left.</param>
    /// <param name="CutTexts">How many texts were too long for a list and end with <c>…</c>.</param>
    /// <param name="List">The conditions and the order that these records are found by.</param>
    /// <param name="About">Whose books, and as of when.</param>
    /// <param name="Note">What the answer should be read with, as a code; null for nothing.</param>
    public sealed record Listed(
        IReadOnlyList<ReadOnlyMemory<byte>> Rows, int Total, int Left, string? NextCursor, int CutTexts, LookupList List, LookupAbout About, string? Note = null)
        : LookupOutcome;

    /// <summary>One record, with only what is set of it.</summary>
    /// <param name="Id">Billy's id of it.</param>
    /// <param name="Record">What is set of it, in the order of the resource's fields.</param>
    /// <param name="About">Whose books, and as of when.</param>
    public sealed record Found(string Id, JsonObject Record, LookupAbout About) : LookupOutcome;

    /// <summary>The books were not read, or do not hold it.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="RetryAfter">When to try again, where waiting helps.</param>
    public sealed record Refused(Failure Failure, TimeSpan? RetryAfter = null) : LookupOutcome;
}

/// <summary>Whose books an answer is from, and of when.</summary>
/// <param name="OrganizationId">Billy's id of the organisation.</param>
/// <param name="OrganizationName">Its name, as it was read last.</param>
/// <param name="Currency">The currency of the books: ISO 4217.</param>
/// <param name="IsSandbox">Whether it is an organisation of the sandbox.</param>
/// <param name="AsOf">When Billy said so.</param>
/// <param name="NamesAsOf">When Billy said what accounts and rates are called, which is read more seldom; null where no name is told.</param>
/// <param name="PagesUrl">Where the organisation's pages are in Billy's own application, where that is known.</param>
public sealed record LookupAbout(
    string OrganizationId, string? OrganizationName, string? Currency, bool IsSandbox, DateTimeOffset AsOf, DateTimeOffset? NamesAsOf, Uri? PagesUrl);

/// <summary>What an answer should be read with.</summary>
public static class LookupNotes
{
    /// <summary>The answer has fewer records than a page, since it would have become too long: the rest comes by the cursor, not by the next page.</summary>
    public const string FullBeforeThePage = "full_before_the_page";

    /// <summary>The token may not list organisations, and its own was answered.</summary>
    public const string OwnOrganizationOnly = "own_organization_only";

    /// <summary>The token may not read its organisation; what was told when it was connected is answered, and its books were read.</summary>
    public const string OrganizationAsConnected = "organization_as_connected";
}
