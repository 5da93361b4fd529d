using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Choices;

/// <summary>What the owner has chosen for one Billy organisation.</summary>
public sealed class PostingChoices(IEnumerable<PostingChoice> choices)
{
    private readonly Dictionary<(PostingSubject, string), PostingTarget> targets =
        choices.ToDictionary(choice => (choice.Subject, choice.Key), choice => choice.Target);

    /// <summary>The account codes that have a choice.</summary>
    public IEnumerable<string> AccountCodes =>
        targets.Keys.Where(key => key.Item1 == PostingSubject.Account).Select(key => key.Item2);

    /// <summary>The choice for lines with this treatment.</summary>
    public PostingTarget Of(VatTreatment treatment) => targets.GetValueOrDefault((PostingSubject.Vat, treatment.ToString()), PostingTarget.Open);

    /// <summary>The choice for lines with this account code.</summary>
    public PostingTarget Of(string accountCode) => targets.GetValueOrDefault((PostingSubject.Account, accountCode), PostingTarget.Open);
}
