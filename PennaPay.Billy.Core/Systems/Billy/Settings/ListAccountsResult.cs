namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>What came of asking for the chart of accounts.</summary>
public abstract record ListAccountsResult
{
    private ListAccountsResult()
    {
    }

    /// <summary>The revenue accounts in use, by number.</summary>
    public sealed record Listed(IReadOnlyList<SalesAccount> Accounts) : ListAccountsResult;

    /// <summary>Billy could not be asked.</summary>
    public sealed record Refused(Failure Failure) : ListAccountsResult;
}
