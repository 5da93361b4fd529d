using Microsoft.Extensions.Localization;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Attention;

/// <summary>What waits for a person, kind by kind. A further kind is one more parameter here and one more section of the page.</summary>
/// <param name="HasTrouble">Whether pushes do not go through.</param>
/// <param name="Decisions">How many pushes a person must decide.</param>
/// <param name="Failures">How many invoices were not pushed.</param>
/// <param name="Imports">How many imports have questions that nobody has answered.</param>
/// <param name="Questions">How many questions about keeping records alike wait for an answer.</param>
/// <param name="Unsynced">How many records the latest run could not do.</param>
public readonly record struct AttentionCounts(bool HasTrouble, int Decisions, int Failures, int Imports, int Questions, int Unsynced)
{
    /// <summary>All of it; trouble with the connection is one thing, however many invoices wait for it.</summary>
    public int Total => (HasTrouble ? 1 : 0) + Decisions + Failures + Imports + Questions + Unsynced;

    /// <summary>What it is, in a line.</summary>
    public string Words(IStringLocalizer<AttentionTexts> texts) => texts["Badge", string.Join(", ", new[]
    {
        HasTrouble ? texts["Badge.Connection"].Value : null,
        Counted(Decisions, "Badge.Decision", texts),
        Counted(Failures, "Badge.Failure", texts),
        Counted(Imports, "Badge.Import", texts),
        Counted(Questions, "Badge.Question", texts),
        Counted(Unsynced, "Badge.Unsynced", texts),
    }.OfType<string>())];

    private static string? Counted(int count, string key, IStringLocalizer<AttentionTexts> texts) =>
        count == 0 ? null : count == 1 ? texts[$"{key}.One"].Value : texts[$"{key}.Many", Format.Count(count)].Value;
}
