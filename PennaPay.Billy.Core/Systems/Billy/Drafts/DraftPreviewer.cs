using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Settings;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>
/// Says what a push would send to Billy: it decides as a push does, but only reads. Of Billy it reads only what was not read
/// some minutes ago.
/// </summary>
internal sealed class DraftPreviewer(
    Database database, RecordLinks links, PostingProducts known, PostingMap map, DraftPreparer preparer, OrganizationReaders readers)
{
    // Stands for what Billy has not named yet.
    private const string Nameless = "";

    internal async Task<TargetPreview> PreviewAsync(
        OpenedConnection opened, Invoice invoice, LastSent? last, CancellationToken cancellationToken)
    {
        var connection = opened.Connection;
        var books = readers.Of(connection);
        var sent = last is null ? null : DraftMapper.ReadBack(last.Request);
        (invoice, var number, var differing) = await preparer.PostedAsync(connection, invoice, cancellationToken);
        var contact = await ContactAsync(opened, books, invoice.Customer, cancellationToken);
        var credited = await preparer.CreditedAsync(new(connection.WorkspaceId, connection.Id), invoice, cancellationToken);
        var postings = await PostingsAsync(opened, books, invoice, sent, cancellationToken);

        var draft = DraftMapper.Map(invoice, new DraftTarget(
            Nameless, contact.Id ?? Nameless, [.. invoice.Lines.Select(_ => Nameless)], number, credited));
        var now = DraftViews.Of(
            draft, contact.Name, credited is null ? null : invoice.CreditedInvoiceNumber, InvoiceTotals.Of(invoice).Gross, postings.Now);
        var before = sent is null ? null : DraftViews.Of(
            sent,
            await NameOfAsync(connection, sent.ContactId, contact, cancellationToken),
            await CreditedNumberAsync(connection, sent.CreditedInvoiceId, cancellationToken),
            last!.Gross, postings.Before);
        Failure?[] problems = [differing, contact.Problem, .. postings.Now.Select(posting => posting.Failure)];
        return new TargetPreview(contact.Match, now, before, [.. problems.OfType<Failure>().Distinct()]);
    }

    private async Task<KnownContact> ContactAsync(
        OpenedConnection opened, OrganizationReader books, Customer customer, CancellationToken cancellationToken)
    {
        var connection = opened.Connection;
        if (await links.FindAsync(connection.WorkspaceId, connection.Id, RecordKind.Contact, customer.Id, cancellationToken) is { } linked)
            return new(PartyMatch.Linked, customer.Name, linked);
        return ContactMatcher.Candidates(customer, await books.ContactsAsync(opened.Access, cancellationToken)) switch
        {
            [] => new(PartyMatch.New, customer.Name),
            [var only] => new(PartyMatch.Found, only.Name ?? customer.Name, only.Id),
            var several => new(PartyMatch.Ambiguous, customer.Name, Problem: ContactResolver.Ambiguous(several)),
        };
    }

    private async Task<Postings> PostingsAsync(
        OpenedConnection opened, OrganizationReader books, Invoice invoice, NewDraftInvoice? sent, CancellationToken cancellationToken)
    {
        var (access, connection) = opened;
        var choices = await map.ReadAsync(connection.WorkspaceId, connection.Id, cancellationToken);
        var keys = invoice.Lines.ConvertAll(line => ProductKey.Of(line, invoice.Customer, connection.Choices.DefaultAccountCode, choices));
        var linked = new Dictionary<ProductKey, string?>();
        foreach (var key in keys.Distinct())
            linked.Add(key, await known.FindAsync(connection.WorkspaceId, connection.Id, key, cancellationToken));
        var needed = linked.Values.OfType<string>().Concat(sent?.Lines.Select(line => line.ProductId) ?? []).ToHashSet();
        var setup = await books.PostingAsync(access, cancellationToken);
        var products = needed.Count == 0
            ? new Dictionary<string, BillyProduct>()
            : await books.ProductsAsync(access, needed, cancellationToken);
        var decide = new PostingReader(setup, products, VatParty.Of(invoice.Customer));
        return new Postings(
            keys.ConvertAll(key => decide.Of(key, linked[key])),
            [.. sent?.Lines.Select(line => decide.OfProduct(line.ProductId)) ?? []]);
    }

    /// <summary>What a contact is called: as it is now, as the customer is called that is linked with it, or by its id.</summary>
    private async Task<string> NameOfAsync(
        Connection connection, string contactId, KnownContact contact, CancellationToken cancellationToken)
    {
        if (contactId == contact.Id)
            return contact.Name;
        if (await links.FindLocalAsync(connection.WorkspaceId, connection.Id, RecordKind.Contact, contactId, cancellationToken) is not { } customer)
            return contactId;
        await using var db = database.Read(connection.WorkspaceId);
        return await db.Set<Customer>().Where(c => c.Id == customer).Select(c => c.Name).FirstOrDefaultAsync(cancellationToken) ?? contactId;
    }

    private async Task<string?> CreditedNumberAsync(Connection connection, string? remoteId, CancellationToken cancellationToken)
    {
        if (remoteId is null)
            return null;
        await using var db = database.Read(connection.WorkspaceId);
        return await (
            from copy in db.Set<InvoiceCopy>()
            join invoice in db.Set<Invoice>() on copy.InvoiceId equals invoice.Id
            where copy.ConnectionId == connection.Id && copy.RemoteId == remoteId
            select invoice.Number).FirstOrDefaultAsync(cancellationToken) ?? remoteId;
    }

    private sealed record KnownContact(PartyMatch Match, string Name, string? Id = null, Failure? Problem = null);

    private sealed record Postings(IReadOnlyList<PostingView> Now, IReadOnlyList<PostingView> Before);
}
