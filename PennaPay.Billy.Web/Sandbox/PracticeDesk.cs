using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox;

/// <summary>
/// Lets somebody who practises play the people at the other end: only in the sandbox that the workspace's lists are about, and only
/// what may be pushed there.
/// </summary>
public sealed class PracticeDesk(ConnectionOpener opener, IEnumerable<IPractice> practices, IEnumerable<ISourcePractice> sources, IOptions<SandboxOptions> options)
{
    /// <summary>The account to practise in; null when the workspace's lists are not about a sandbox that runs here.</summary>
    /// <exception cref="NotPermittedException">The actor may not push.</exception>
    public async Task<PracticeAccount?> OpenAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Demand(Permission.Push);
        if (!options.Value.Enabled)
            return null;
        var (opened, _) = await opener.OpenListedAsync(actor.Workspace, cancellationToken);
        if (opened is not { Connection: { UsesSandbox: true } connection } || practices.FirstOrDefault(one => one.System == connection.System) is not { } practice)
            return null;
        var account = new PracticeAccount(practice, opened.Access.Token.Reveal());
        return account.Exists ? account : null;
    }

    /// <summary>A company or shop with a connection of its own, to play its people; null when it is none of a sandbox that runs here.</summary>
    /// <param name="actor">Who practises.</param>
    /// <param name="connection">The connection to the company.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotPermittedException">The actor may not see to connections.</exception>
    public async Task<SourcePracticeAccount?> OpenSourceAsync(Actor actor, Guid connection, CancellationToken cancellationToken)
    {
        actor.Demand(Permission.ManageConnections);
        if (!options.Value.Enabled)
            return null;
        var (opened, _) = await opener.OpenAsync(actor.Workspace, connection, cancellationToken);
        return opened is { Connection: { UsesSandbox: true } known } && sources.FirstOrDefault(one => one.System == known.System) is { } practice
            ? new SourcePracticeAccount(practice, opened.Access.Token.Reveal(), known)
            : null;
    }
}

/// <summary>One company of a sandbox that records come from. It is opened anew for everything that is done.</summary>
public sealed class SourcePracticeAccount
{
    private readonly ISourcePractice practice;
    private readonly string token;
    private readonly string account;

    internal SourcePracticeAccount(ISourcePractice practice, string token, Connection connection) =>
        (this.practice, this.token, account, Name) = (practice, token, connection.AccountId, connection.AccountName);

    public string? Name { get; }

    /// <inheritdoc cref="ISourcePractice.Read" />
    public SourcePracticeBooks? Read(int most) => practice.Read(token, account, most);

    /// <summary>Does it, unless things have become otherwise since.</summary>
    public bool TryDo(SourceAct act, string? id)
    {
        try
        {
            var books = practice.Read(token, account, int.MaxValue);
            if (id is not null && books?.Customers.Any(customer => customer.Id == id && customer.Acts.Contains(act)) != true
                && books?.Documents.Any(document => document.Id == id && document.Acts.Contains(act)) != true)
                return false;
            practice.Do(token, account, act, id);
            return true;
        }
        catch (Exception refused) when (refused is InvalidOperationException or KeyNotFoundException)
        {
            return false;
        }
    }
}

/// <summary>One account of a sandbox. It is opened anew for everything that is done.</summary>
public sealed class PracticeAccount
{
    private readonly IPractice practice;
    private readonly string token;

    internal PracticeAccount(IPractice practice, string token) => (this.practice, this.token) = (practice, token);

    public bool IsAway => practice.IsAway(token);

    /// <summary>Whether the sandbox has it: its companies can be gone after a restart.</summary>
    internal bool Exists
    {
        get
        {
            try
            {
                practice.Find(token, "");
                return true;
            }
            catch (KeyNotFoundException)
            {
                return false;
            }
        }
    }

    /// <inheritdoc cref="IPractice.Find" />
    public PracticeDocument? Find(string id) => practice.Find(token, id);

    /// <summary>Does it, unless the document has become something else since.</summary>
    public bool TryDo(string id, PracticeAct act)
    {
        try
        {
            if (practice.Find(token, id)?.Acts.Contains(act) != true)
                return false;
            practice.Do(token, id, act);
            return true;
        }
        catch (Exception refused) when (refused is InvalidOperationException or KeyNotFoundException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="IPractice.SetAway" />
    public void SetAway(bool isAway) => practice.SetAway(token, isAway);
}
