using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>The numbers of an organisation's accounts, which people know them by, and Billy's ids of them. Pure.</summary>
internal sealed class AccountNumbers(IReadOnlyList<BillyAccount> accounts)
{
    private readonly Dictionary<string, string?> numbers = accounts.DistinctBy(account => account.Id).ToDictionary(account => account.Id, account => account.AccountNo);

    public bool Knows(string? id) => id is null || numbers.ContainsKey(id);

    public string? NumberOf(string? id) => id is null ? null : numbers.GetValueOrDefault(id);

    /// <summary>Billy's id; null for a number that no account has.</summary>
    public string? IdOf(string number) => accounts
        .Where(account => account.AccountNo == number).OrderBy(account => account.IsArchived == true).Select(account => account.Id).FirstOrDefault();
}
