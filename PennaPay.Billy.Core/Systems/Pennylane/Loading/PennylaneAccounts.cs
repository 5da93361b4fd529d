using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Pennylane.Api;

namespace PennaPay.Billy.Core.Systems.Pennylane.Loading;

/// <summary>Looks customers up over there, for whoever chooses which of them are left out.</summary>
public sealed class PennylaneAccounts(Database database, ConnectionOpener opener, PennylaneReader pennylane)
{
    /// <summary>The most that a search shows.</summary>
    public const int MostFound = 20;

    /// <summary>What connections to Pennylane have as their <see cref="Connection.System"/>.</summary>
    public static string SystemId => PennylaneSystem.SystemId;

    /// <summary>Customers whose names begin so.</summary>
    public Task<PennylaneLookup> SearchAsync(Actor actor, Guid connection, string begin, CancellationToken cancellationToken) =>
        LookAsync(actor, connection, async access =>
        {
            await foreach (var page in pennylane.ListCustomersAsync(access, new() { NameBeginsWith = begin.Trim() }, cancellationToken))
                return (IReadOnlyList<PennylaneCustomer>)[.. page.Take(MostFound)];
            return [];
        }, cancellationToken);

    /// <summary>These customers; those that are not there are left out.</summary>
    public Task<PennylaneLookup> FindAsync(Actor actor, Guid connection, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        LookAsync(actor, connection, access => pennylane.ListCustomersByIdAsync(access, ids, cancellationToken), cancellationToken);

    private static readonly IReadOnlyDictionary<long, string?> Nobody = new Dictionary<long, string?>();

    private async Task<PennylaneLookup> LookAsync(
        Actor actor, Guid connection, Func<ApiAccess, Task<IReadOnlyList<PennylaneCustomer>>> look, CancellationToken cancellationToken)
    {
        await database.DemandAsync(actor, Permission.ManageConnections, cancellationToken);
        var (opened, refusal) = await opener.OpenAsync(actor.Workspace, connection, cancellationToken);
        if (opened is null)
            return new(Nobody, refusal);
        if (opened.Connection.System != SystemId)
            return new(Nobody, new Failure(FailureCodes.NotConnected));
        try
        {
            return new((await look(opened.Urgently().Access)).ToDictionary(customer => customer.Id, customer => customer.Name), null);
        }
        catch (ApiException exception)
        {
            return new(Nobody, ApiFailures.DescribeRead(exception));
        }
    }
}

/// <summary>Customers by id, each with the name, or why nobody knows.</summary>
public sealed record PennylaneLookup(IReadOnlyDictionary<long, string?> Customers, Failure? Failure);
