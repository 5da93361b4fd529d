using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Push.Rules;

/// <summary>What a draft must agree with to be the one that we sent.</summary>
public sealed record ExpectedDraft(string Key, string OrderNo, string Type, string ContactId, string Currency, decimal Gross);

/// <summary>What a search in Billy after an unclear outcome means.</summary>
public abstract record SearchFinding
{
    private SearchFinding()
    {
    }

    /// <summary>The draft arrived.</summary>
    public sealed record Ours(BillyInvoice Draft) : SearchFinding;

    /// <summary>Something carries our key, but it is not what we sent, or there are several.</summary>
    public sealed record Doubtful(IReadOnlyList<BillyInvoice> Candidates) : SearchFinding;

    /// <summary>Nothing was found now; look again at a time.</summary>
    public sealed record SearchAgain(DateTimeOffset At) : SearchFinding;

    /// <summary>Nothing was found for long enough: it never arrived, and may be sent again.</summary>
    public sealed record NeverArrived : SearchFinding;
}

/// <summary>How an unclear outcome is settled (design.md, Ledger). Pure.</summary>
public static class SearchRules
{
    /// <summary>The first look comes soon, for most drafts did arrive.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);

    /// <summary>Two searches that find nothing must be this far apart.</summary>
    public static readonly TimeSpan BetweenMisses = TimeSpan.FromSeconds(60);

    /// <summary>No draft is sent again sooner than this after the last one left.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(150);

    /// <param name="byKey">What carries our key, in every state.</param>
    /// <param name="byOrderNo">What carries the invoice's number, in every state.</param>
    /// <param name="expected">What we sent.</param>
    /// <param name="knownIds">Drafts that the ledger already accounts for; they are not the lost one.</param>
    /// <param name="sentAt">When it left.</param>
    /// <param name="firstMissAt">When an earlier search first found nothing.</param>
    /// <param name="now">The time.</param>
    public static SearchFinding Judge(
        IReadOnlyList<BillyInvoice> byKey,
        IReadOnlyList<BillyInvoice> byOrderNo,
        ExpectedDraft expected,
        IReadOnlySet<string> knownIds,
        DateTimeOffset sentAt,
        DateTimeOffset? firstMissAt,
        DateTimeOffset now)
    {
        var candidates = Candidates(byKey, byOrderNo, expected.ContactId).Where(invoice => !knownIds.Contains(invoice.Id)).ToList();
        return candidates switch
        {
            [var only] when Agrees(only, expected) => new SearchFinding.Ours(only),
            [_, ..] => new SearchFinding.Doubtful(candidates),
            [] when !Guard.SettleWait => new SearchFinding.NeverArrived(),
            [] when firstMissAt is { } miss && now - miss >= BetweenMisses && now - sentAt >= SettleTime =>
                new SearchFinding.NeverArrived(),
            _ => new SearchFinding.SearchAgain(NextLook(sentAt, firstMissAt ?? now, now)),
        };
    }

    /// <summary>
    /// What may be the draft. Our own key is proof of origin; a number is a hint only, for another document may carry it, so
    /// it counts for the same customer, and where Billy did not keep a key at all.
    /// </summary>
    /// <param name="byKey">What carries our key.</param>
    /// <param name="byOrderNo">What carries the invoice's number.</param>
    /// <param name="contactId">The customer's contact; null when it is not known, so that every customer's counts.</param>
    public static IEnumerable<BillyInvoice> Candidates(
        IReadOnlyList<BillyInvoice> byKey, IReadOnlyList<BillyInvoice> byOrderNo, string? contactId) => byKey
        .Concat(byOrderNo.Where(invoice => invoice.ExternalId is null && (contactId is null || invoice.ContactId == contactId)))
        .DistinctBy(invoice => invoice.Id);

    private static DateTimeOffset NextLook(DateTimeOffset sentAt, DateTimeOffset firstMissAt, DateTimeOffset now)
    {
        var settled = sentAt + SettleTime;
        var apart = firstMissAt + BetweenMisses;
        var next = settled > apart ? settled : apart;
        return next > now ? next : now + BetweenMisses;
    }

    private static bool Agrees(BillyInvoice invoice, ExpectedDraft expected) =>
        (invoice.Type ?? "invoice") == expected.Type
        && invoice.ContactId == expected.ContactId
        && invoice.CurrencyId == expected.Currency
        && invoice.Gross == expected.Gross;
}
