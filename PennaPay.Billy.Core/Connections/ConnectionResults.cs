using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections;

/// <summary>The two settings of a connection.</summary>
/// <param name="DefaultAccountCode">An account's number in Billy; blank leaves it to Billy's default.</param>
/// <param name="AutoPush">Whether sent invoices go to Billy by themselves.</param>
/// <param name="AutoPushFrom">The first issue date that does; null is today.</param>
public sealed record BillySettings(string? DefaultAccountCode, bool AutoPush, DateOnly? AutoPushFrom);

/// <summary>An account that sales can go to.</summary>
/// <param name="Code">Its number, such as <c>1110</c>.</param>
/// <param name="Name">Its name in Billy.</param>
public sealed record SalesAccount(string Code, string Name);

/// <summary>What came of connecting.</summary>
public abstract record ConnectResult
{
    private ConnectResult()
    {
    }

    /// <summary>Billy knows the token, and it is stored.</summary>
    /// <param name="Connection">The connection from now on.</param>
    /// <param name="SettingsWereReset">
    /// The organisation is another than last time, so that account code and automatic push had to be given up.
    /// </param>
    public sealed record Connected(ConnectionView Connection, bool SettingsWereReset) : ConnectResult;

    /// <summary>The text is no token. Billy was not asked and nothing changed.</summary>
    public sealed record BadToken(AccessTokenProblem Problem) : ConnectResult;

    /// <summary>It did not work. Nothing changed; a connection that existed before still does.</summary>
    public sealed record Failed(Failure Failure) : ConnectResult;
}

/// <summary>What came of a test.</summary>
public abstract record TestResult
{
    private TestResult()
    {
    }

    /// <summary>Billy answered with the organisation.</summary>
    public sealed record Verified(ConnectionView Connection) : TestResult;

    /// <summary>It did not; the reason is stored, the time of the last success kept.</summary>
    public sealed record Failed(Failure Failure, ConnectionView Connection) : TestResult;
}

/// <summary>What came of saving the settings.</summary>
public abstract record SaveSettingsResult
{
    private SaveSettingsResult()
    {
    }

    /// <summary>They are stored.</summary>
    public sealed record Saved(ConnectionView Connection) : SaveSettingsResult;

    /// <summary>None of them is stored.</summary>
    public sealed record Refused(Failure Failure) : SaveSettingsResult;
}

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

/// <summary>What came of opening the connection for use.</summary>
public abstract record BillyAccessResult
{
    private BillyAccessResult()
    {
    }

    /// <summary>Ready. A pause is not looked at: see <see cref="Connection.PauseAt"/>.</summary>
    /// <param name="Access">Where to call and as whom; hold it no longer than the operation.</param>
    /// <param name="Connection">The organisation and the settings as they were at that moment.</param>
    public sealed record Opened(ApiAccess Access, Connection Connection) : BillyAccessResult;

    /// <summary>There is no usable token.</summary>
    public sealed record Refused(Failure Failure) : BillyAccessResult;
}
