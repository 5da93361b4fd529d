using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Rules;

/// <summary>How an answer is judged, and how an unclear outcome is settled. Pure.</summary>
internal static class SearchRules
{
    /// <summary>The first search comes soon, for most documents did arrive.</summary>
    public static readonly TimeSpan FirstSearch = TimeSpan.FromSeconds(5);

    /// <summary>What an answer to a write means: is it our document, and does it have the amounts that we expect?</summary>
    internal static PushSignal JudgeAnswer(RemoteDocument document, ExpectedDocument expected)
    {
        if (document.PartyId != expected.PartyId
            || document.Reference is not null && document.Reference != expected.Reference
            || document.Key is not null && document.Key != expected.Key)
            return new PushSignal.Unclear(new Failure(FailureCodes.OutcomeUnknown));
        if (document.Objection is { } objection)
            return new PushSignal.CreatedDifferent(objection, HoldsQueue: true);
        return Agrees(document, expected)
            ? new PushSignal.Created()
            : new PushSignal.CreatedDifferent(new Failure(
                FailureCodes.TotalsDiffer, $"{expected.Gross} {expected.Currency} ≠ {document.Gross} {document.Currency}"));
    }

    /// <param name="found">What carries our key or our number, in every state.</param>
    /// <param name="expected">What we sent.</param>
    /// <param name="knownIds">Documents that the ledger already accounts for; they are not the lost one.</param>
    /// <param name="sentAt">When it left.</param>
    /// <param name="firstMissAt">When an earlier search first found nothing.</param>
    /// <param name="traits">How the system behaves.</param>
    /// <param name="now">The time.</param>
    public static SearchFinding Judge(
        IReadOnlyList<RemoteDocument> found,
        ExpectedDocument expected,
        IReadOnlySet<string> knownIds,
        DateTimeOffset sentAt,
        DateTimeOffset? firstMissAt,
        TargetTraits traits,
        DateTimeOffset now)
    {
        var candidates = Candidates(found, expected.Key, expected.PartyId).Where(document => !knownIds.Contains(document.Id)).ToList();
        return candidates switch
        {
            [var only] when Agrees(only, expected) => new SearchFinding.Ours(only),
            [_, ..] => new SearchFinding.Doubtful(candidates),
            [] when firstMissAt is { } miss && now - miss >= traits.BetweenMisses && now - sentAt >= traits.SettleTime =>
                new SearchFinding.NeverArrived(),
            _ => new SearchFinding.SearchAgain(NextLook(sentAt, firstMissAt ?? now, traits, now)),
        };
    }

    /// <summary>
    /// What may be the document. Our own key is proof of origin; a number is a hint only, for another document may carry it,
    /// so it counts for the same party, and where the system did not keep a key at all.
    /// </summary>
    /// <param name="found">What carries our key or our number.</param>
    /// <param name="key">Our key; null when the push never had one.</param>
    /// <param name="partyId">Whom it is made out to; null when it is not known, so that everybody's counts.</param>
    public static IEnumerable<RemoteDocument> Candidates(IReadOnlyList<RemoteDocument> found, string? key, string? partyId) => found
        .Where(document => document.Key is null ? partyId is null || document.PartyId == partyId : document.Key == key)
        .DistinctBy(document => document.Id);

    private static DateTimeOffset NextLook(DateTimeOffset sentAt, DateTimeOffset firstMissAt, TargetTraits traits, DateTimeOffset now)
    {
        foreach (var look in traits.Looks)
        {
            if (sentAt + look > now)
                return sentAt + look;
        }

        var apart = firstMissAt + traits.BetweenMisses;
        return apart > now ? apart : now + traits.BetweenMisses;
    }

    /// <summary>Whether a document is what it should be.</summary>
    public static bool Agrees(RemoteDocument document, ExpectedDocument expected) =>
        document.Kind == expected.Kind
        && document.PartyId == expected.PartyId
        && document.Currency == expected.Currency
        && document.Gross == expected.Gross;
}
