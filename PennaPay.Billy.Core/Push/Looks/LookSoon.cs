using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Looks;

/// <summary>Documents that their system has said something of, to be looked at before the next round. Each is there once, and only so many: rounds see the rest.</summary>
public sealed class LookSoon(Database database)
{
    private const int Most = 1000;

    private readonly Lock gate = new();
    private readonly Dictionary<QueueId, HashSet<(Guid Invoice, string RemoteId)>> asked = [];

    /// <summary>Has a document looked at soon.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="connection">The account that has it.</param>
    /// <param name="remoteId">What it is called there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False where it is none of ours.</returns>
    public async Task<bool> AskAsync(WorkspaceId workspace, Guid connection, string remoteId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var invoice = await db.Set<InvoiceCopy>().Where(copy => copy.ConnectionId == connection && copy.RemoteId == remoteId)
            .Select(copy => (Guid?)copy.InvoiceId).FirstOrDefaultAsync(cancellationToken);
        if (invoice is not { } known)
            return false;
        var queue = new QueueId(workspace, connection);
        lock (gate)
        {
            if (!asked.TryGetValue(queue, out var documents))
                asked[queue] = documents = [];
            if (documents.Count < Most)
                documents.Add((known, remoteId));
        }

        return true;
    }

    /// <summary>The connections that have some.</summary>
    internal IReadOnlyList<QueueId> Queues()
    {
        lock (gate)
            return [.. asked.Keys];
    }

    /// <summary>Takes one out; whoever names it again from now on has it looked at again.</summary>
    internal bool TryTake(QueueId queue, [NotNullWhen(true)] out (Guid Invoice, string RemoteId)? document)
    {
        lock (gate)
        {
            document = asked.TryGetValue(queue, out var documents) ? documents.First() : null;
            if (document is not { } taken)
                return false;
            documents!.Remove(taken);
            if (documents.Count == 0)
                asked.Remove(queue);
            return true;
        }
    }

    /// <summary>Forgets what cannot be looked at; the rounds see it.</summary>
    internal void Drop(QueueId queue)
    {
        lock (gate)
            asked.Remove(queue);
    }
}
