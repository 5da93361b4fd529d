using PennaPay.Billy.Core.Connections.Offers;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections;

public abstract record ConnectResult
{
    private ConnectResult()
    {
    }

    /// <summary>The system knows the secret, and it is stored.</summary>
    /// <param name="Connection">The connection from now on.</param>
    /// <param name="SettingsWereReset">The account is another than last time, and what was chosen for that one does not hold for it.</param>
    public sealed record Connected(ConnectionView Connection, bool SettingsWereReset) : ConnectResult;

    /// <summary>The secret opens several accounts, and nobody has said which is meant. Nothing changed.</summary>
    /// <param name="Offers">All of them, those that cannot be connected too.</param>
    public sealed record Choose(IReadOnlyList<OfferedAccount> Offers) : ConnectResult;

    /// <summary>The text is no token. The system was not asked and nothing changed.</summary>
    public sealed record BadToken(AccessTokenProblem Problem) : ConnectResult;

    /// <summary>It did not work. Nothing changed; a connection that existed before still does.</summary>
    public sealed record Failed(Failure Failure) : ConnectResult;
}
