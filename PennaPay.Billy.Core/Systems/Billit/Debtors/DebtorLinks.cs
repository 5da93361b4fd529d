using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Systems.Billit.Debtors;

/// <summary>Which of our customers have which parties of a company.</summary>
public sealed class DebtorLinks(Database database)
{
    /// <summary>The candidates for a customer, by what is linked now.</summary>
    internal async Task<DebtorCandidates> CandidatesAsync(
        Connection connection, PartyIndex index, Customer customer, bool checksEmail, CancellationToken cancellationToken)
    {
        var ours = PartyIntention.ExternalIdOf(customer.Id);
        var possible = DebtorMatch.Of(customer, index.All, checksEmail, _ => null, ours).Parties;
        if (possible.Count == 0)
            return new([], false);
        var ids = possible.Select(party => Text(party.PartyId)).ToList();
        await using var db = database.Read(connection.WorkspaceId);
        var held = await (
            from link in db.Set<RecordLink>()
            join holder in db.Set<Customer>() on link.LocalId equals holder.Id
            where link.ConnectionId == connection.Id && link.Kind == RecordKind.Contact && ids.Contains(link.RemoteId) && holder.Id != customer.Id
            select new { link.RemoteId, Holder = holder }).ToListAsync(cancellationToken);
        var holders = held.ToLookup(one => one.RemoteId, one => one.Holder);
        return DebtorMatch.Of(customer, possible, checksEmail, id => [.. holders[Text(id)]], ours);
    }

    internal static string Text(long party) => party.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
