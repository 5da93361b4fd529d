using PennaPay.Billy.Core.Connections.Offers;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections;

/// <summary>A system that workspaces connect to, as far as connecting goes. Each system's folder registers its own.</summary>
public abstract class ExternalSystem
{
    /// <summary>What rows and addresses know it by; it never changes.</summary>
    public abstract string Id { get; }

    /// <summary>
    /// Whether a workspace has one account of it at a time, so that connecting another replaces the one before.
    /// </summary>
    public virtual bool HoldsOneAccount => false;

    /// <summary>Whether lists of invoices may show how they stand there: it is one that all of them can be pushed to.</summary>
    public virtual bool MayBeListed => true;

    /// <summary>Where people sign in to let this program in, at the system or at its sandbox; null where they can only paste a token.</summary>
    public virtual OAuthRegistration? SignInOf(bool sandbox) => null;

    /// <summary>What its secrets look like.</summary>
    public abstract AccessTokenRule TokenRule { get; }

    /// <summary>How it is spoken to.</summary>
    internal abstract ApiProfile Profile { get; }

    /// <summary>What people call it.</summary>
    public string Name => Profile.Name;

    /// <summary>The API's root, or its sandbox's; null where this program runs none.</summary>
    public abstract Uri? AddressOf(bool sandbox);

    /// <summary>
    /// Asks the system whose secret it is: about <see cref="ApiAccess.AccountId"/> where that is known and the secret may open several.
    /// </summary>
    /// <exception cref="ApiException">The system did not answer with an account.</exception>
    public abstract Task<AccountAnswer> AskAccountAsync(ApiAccess access, CancellationToken cancellationToken);

    /// <summary>Asks the system which accounts a secret opens.</summary>
    /// <returns>All of them, those that cannot be connected too; and why there is none.</returns>
    /// <exception cref="ApiException">The system did not answer with accounts.</exception>
    public virtual async Task<(IReadOnlyList<OfferedAccount> Offers, Failure? Refusal)> AskAccountsAsync(ApiAccess access, CancellationToken cancellationToken)
    {
        var answer = await AskAccountAsync(access, cancellationToken);
        return (answer.Account is { } account ? [new(account)] : [], answer.Refusal);
    }
}
