namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>What came of a person's way to a system's own sign-in and back.</summary>
public abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <param name="Connection">The connection, which has the system's tokens now.</param>
    /// <param name="System">The <see cref="ExternalSystem.Id"/> of the system.</param>
    /// <param name="IsNew">Whether this account was never connected before.</param>
    public sealed record Connected(Guid Connection, string System, bool IsNew) : SignInResult;

    /// <summary>What was granted opens several accounts. It is kept for a while, for whoever came back, until one of them is chosen.</summary>
    /// <param name="Id">What <see cref="OAuthSignIns.ChooseAsync"/> knows it by.</param>
    /// <param name="System">The <see cref="ExternalSystem.Id"/> of the system.</param>
    public sealed record Choose(Guid Id, string System) : SignInResult;

    /// <summary>Nothing is connected that was not before, and nothing is half made.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="System">The system; null where nobody knows what was meant.</param>
    /// <param name="Connection">The connection that was to work again; null where any account would do.</param>
    public sealed record Failed(Failure Failure, string? System, Guid? Connection = null) : SignInResult;
}
