using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billit.Terms;

namespace PennaPay.Billy.Core.Systems.Billit.Debtors;

/// <summary>What a person says where several parties may be an invoice's customer.</summary>
public sealed class DebtorChoice(Database database, ConnectionOpener opener, InvoiceDetails invoices, PartyIndexes indexes, DebtorLinks debtors, ChosenTerms terms, TimeProvider time)
{
    /// <summary>The parties that an invoice's customer may be.</summary>
    /// <returns>None where the connection cannot be used, or the invoice is not there.</returns>
    /// <exception cref="ApiException">Billit did not say who its customers are.</exception>
    public async Task<IReadOnlyList<OfferedDebtor>> OffersAsync(WorkspaceId workspace, Guid connection, Guid invoice, CancellationToken cancellationToken)
    {
        if (await invoices.FindAsync(workspace, invoice, cancellationToken) is not { } asked
            || (await opener.OpenAsync(workspace, connection, cancellationToken)).Opened is not { } opened)
            return [];
        var chosen = await terms.OfAsync(opened.Connection, invoice, cancellationToken) ?? new BillitTerms();
        var index = await indexes.RecentAsync(opened.Urgently(), cancellationToken);
        var candidates = await debtors.CandidatesAsync(opened.Connection, index, asked.Customer, chosen.ChecksEmail, cancellationToken);
        return [.. candidates.Parties.Select(party => new OfferedDebtor(party.PartyId, party.Nr, party.Name, party.Emails, party.Numbers))];
    }

    /// <summary>Says which party a customer is, whatever else is known of both. Documents that are there stay with whom they are made out to.</summary>
    /// <param name="actor">Who says so.</param>
    /// <param name="connection">The company.</param>
    /// <param name="customer">Our customer.</param>
    /// <param name="party">Billit's id of the party.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether both are there.</returns>
    /// <exception cref="ApiException">Billit did not say who its customers are.</exception>
    public async Task<bool> ChooseAsync(Actor actor, Guid connection, Guid customer, long party, CancellationToken cancellationToken)
    {
        await database.DemandAsync(actor, Permission.ManageMappings, cancellationToken);
        if ((await opener.OpenAsync(actor.Workspace, connection, cancellationToken)).Opened is not { } opened
            || opened.Connection.System != BillitSystem.SystemId
            || (await indexes.FreshAsync(opened.Urgently(), cancellationToken)).Find(party) is null)
            return false;
        return await database.WriteAsync(actor, Permission.ManageMappings, async (db, ct) =>
        {
            if (!await db.Set<Customer>().AnyAsync(row => row.Id == customer, ct))
                return false;
            var remote = DebtorLinks.Text(party);
            var alike = db.Set<RecordLink>().AsTracking().Where(link => link.ConnectionId == connection && link.Kind == RecordKind.Contact);
            var link = await alike.FirstOrDefaultAsync(one => one.LocalId == customer, ct)
                ?? db.Add(new RecordLink { ConnectionId = connection, Kind = RecordKind.Contact, LocalId = customer, RemoteId = remote }).Entity;
            (link.RemoteId, link.LinkedAt, link.Base, link.BaseAt) = (remote, time.GetUtcNow(), null, null);
            link.IsShared = await alike.AnyAsync(one => one.RemoteId == remote && one.LocalId != customer, ct);
            await db.Set<PartyIntention>().Where(one => one.ConnectionId == connection && one.CustomerId == customer).ExecuteDeleteAsync(ct);
            db.Audit("debtor.chosen", nameof(Customer), customer);
            return true;
        }, cancellationToken);
    }
}

/// <summary>A party that a customer may be.</summary>
/// <param name="PartyId">Billit's id.</param>
/// <param name="Nr">The number that people know it by.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Emails">Its addresses.</param>
/// <param name="Numbers">What it is registered by.</param>
public sealed record OfferedDebtor(long PartyId, string? Nr, string Name, IReadOnlyList<string> Emails, IReadOnlyList<string> Numbers);
