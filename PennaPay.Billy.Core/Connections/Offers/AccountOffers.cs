using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections.Offers;

/// <summary>What came of asking which accounts a secret opens.</summary>
/// <param name="All">Those that cannot be connected too.</param>
/// <param name="Failure">Why none of them can be connected; null where one can.</param>
internal sealed record AccountOffers(IReadOnlyList<OfferedAccount> All, Failure? Failure)
{
    private List<OfferedAccount> Usable => [.. All.Where(offer => offer.Refusal is null)];

    /// <summary>The one that can be connected; null where there are several, or none.</summary>
    public Account? Only => Usable is [{ Account: var only }] ? only : null;

    /// <summary>One that can be connected; null where there is none of that id.</summary>
    public Account? Of(string id) => Usable.Find(offer => offer.Account.Id == id)?.Account;

    /// <summary>Why one cannot be connected; null where it can.</summary>
    public Failure? RefusalOf(string id) => Of(id) is not null ? null
        : All.FirstOrDefault(offer => offer.Account.Id == id)?.Refusal ?? new Failure(FailureCodes.ConnectionForbidden);

    /// <summary>Asks the system which accounts a secret opens.</summary>
    public static async Task<AccountOffers> AskAsync(
        ExternalSystem system, AccessToken token, bool isGranted, bool sandbox, CancellationToken cancellationToken)
    {
        try
        {
            if (AccessTo(system, token, isGranted, sandbox, null) is not { } access)
                return new([], ConnectionOpener.NoSandbox);
            var (answered, refusal) = await system.AskAccountsAsync(access, cancellationToken);
            // One whose id could not be kept is none.
            List<OfferedAccount> all =
                [.. answered.Select(offer => offer.Account.Cleaned() is { } account ? offer with { Account = account } : null).OfType<OfferedAccount>()];
            return new(all, all.Exists(offer => offer.Refusal is null) ? null
                : refusal ?? all.FirstOrDefault()?.Refusal ?? new Failure(FailureCodes.SystemUnavailable));
        }
        catch (ApiException exception)
        {
            return new([], ApiFailures.DescribeRead(exception));
        }
    }

    /// <summary>Asks the system about the account that a secret is kept for.</summary>
    public static async Task<(Account? Account, Failure? Failure)> AskOneAsync(
        ExternalSystem system, ApiAccess opened, bool sandbox, CancellationToken cancellationToken)
    {
        try
        {
            if (AccessTo(system, opened.Token, opened.IsGranted, sandbox, opened.AccountId) is not { } access)
                return (null, ConnectionOpener.NoSandbox);
            var answer = await system.AskAccountAsync(access, cancellationToken);
            return answer.Account is not { } account ? (null, answer.Refusal)
                : account.Cleaned() is { } cleaned ? (cleaned, null)
                : (null, new Failure(FailureCodes.SystemUnavailable));
        }
        catch (ApiException exception)
        {
            return (null, ApiFailures.DescribeRead(exception));
        }
    }

    // Somebody waits, so it goes before all else and is not kept in while the system is away.
    private static ApiAccess? AccessTo(ExternalSystem system, AccessToken token, bool isGranted, bool sandbox, string? account) =>
        system.AddressOf(sandbox) is not { } address ? null
            : new ApiAccess(system.Profile, address, token, account) { Priority = RequestPriority.Urgent, IsGranted = isGranted };
}
