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
public sealed class PracticeDesk(ConnectionOpener opener, IEnumerable<IPractice> practices, IOptions<SandboxOptions> options)
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
