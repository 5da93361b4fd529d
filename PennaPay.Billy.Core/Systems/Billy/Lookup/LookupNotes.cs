namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

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
