using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Drafts;
using PennaPay.Billy.Core.Systems.Billy.Postings;

namespace PennaPay.Billy.Core.Push.Preview;

/// <summary>
/// Says what a push would send, without sending it: it decides as a push does, but only reads, and creates nothing on either
/// side. Of Billy it reads only what was not read some minutes ago.
/// </summary>
public sealed class PushPreview(
    Database database, InvoiceDetails invoices, Connector connector, BillyLinks links, PostingMap map, PushPreparer preparer, OrganizationReaders shelf)
{
    // Stands for what Billy has not named yet.
    private const string Nameless = "";

    /// <summary>The preview of an invoice as it is stored.</summary>
    public async Task<PreviewResult> OfAsync(WorkspaceId workspace, Guid invoiceId, CancellationToken cancellationToken)
    {
        if (await invoices.FindAsync(workspace, invoiceId, cancellationToken) is not { } invoice)
            return new PreviewResult.Missing();
        var access = await connector.OpenAsync(workspace, cancellationToken);
        if (access is not BillyAccessResult.Opened opened)
            return new PreviewResult.Refused(((BillyAccessResult.Refused)access).Failure);
        try
        {
            return new PreviewResult.Ready(await PreviewAsync(workspace, invoice, opened, cancellationToken));
        }
        catch (ApiException failure)
        {
            return new PreviewResult.Refused(ApiFailures.DescribeRead(failure));
        }
    }

    private async Task<InvoicePreview> PreviewAsync(
        WorkspaceId workspace, Invoice invoice, BillyAccessResult.Opened opened, CancellationToken cancellationToken)
    {
        var (access, connection) = opened;
        var books = shelf.Of(workspace, connection);
        var organization = connection.OrganizationId!;
        await using var db = database.Read(workspace);
        var last = await LastDraft.FindAsync(db, invoice, organization, cancellationToken);
        var contact = await ContactAsync(workspace, access, organization, books, invoice.Customer, cancellationToken);
        var credited = await preparer.CreditedAsync(workspace, organization, invoice, cancellationToken);
        var postings = await PostingsAsync(workspace, opened, books, invoice, last, cancellationToken);

        var draft = DraftMapper.Map(invoice, new DraftTarget(
            Nameless, contact.BillyId ?? Nameless, [.. invoice.Lines.Select(_ => Nameless)], Numbering.InvoiceNoOf(connection, invoice.Number), credited));
        var now = DraftView.Of(
            draft, contact.Name, credited is null ? null : invoice.CreditedInvoiceNumber, InvoiceTotals.Of(invoice).Gross, postings.Now);
        var before = last is null ? null : DraftView.Of(
            last.Draft, NameOf(last, contact), last.Credited ?? last.Draft.CreditedInvoiceId, last.Gross, postings.Before);
        Failure?[] problems = [PushPreparer.CheckTotals(invoice), contact.Problem, .. postings.Now.Select(posting => posting.Failure)];
        return new InvoicePreview(
            invoice.Version, contact.Standing, now, before, last?.At, before is null ? null : DraftDifference.Between(before, now),
            [.. problems.OfType<Failure>().Distinct()], last?.ContentHash == invoice.ContentHash);
    }

    private static string NameOf(LastDraft last, KnownContact contact) =>
        last.Draft.ContactId == contact.BillyId ? contact.Name : last.Customer ?? last.Draft.ContactId;

    private async Task<KnownContact> ContactAsync(
        WorkspaceId workspace, ApiAccess access, string organization, OrganizationReader books, Customer customer, CancellationToken cancellationToken)
    {
        var key = ContactResolver.KeyOf(customer.Id);
        if (await links.FindAsync(workspace, organization, BillyLinkKind.Contact, key, cancellationToken) is { } linked)
            return new(ContactMatch.Linked, customer.Name, linked);
        return ContactMatcher.Candidates(customer, await books.ContactsAsync(access, cancellationToken)) switch
        {
            [] => new(ContactMatch.New, customer.Name),
            [var only] => new(ContactMatch.Found, only.Name ?? customer.Name, only.Id),
            var several => new(ContactMatch.Ambiguous, customer.Name, Problem: ContactResolver.Ambiguous(several)),
        };
    }

    private async Task<Postings> PostingsAsync(
        WorkspaceId workspace, BillyAccessResult.Opened opened, OrganizationReader books, Invoice invoice, LastDraft? last, CancellationToken cancellationToken)
    {
        var (access, connection) = opened;
        var choices = await map.ReadAsync(workspace, connection.OrganizationId!, cancellationToken);
        var keys = invoice.Lines.ConvertAll(line => ProductKey.Of(line, invoice.Customer, connection.DefaultAccountCode, choices));
        var linked = new Dictionary<ProductKey, string?>();
        foreach (var key in keys.Distinct())
            linked.Add(key, await links.FindAsync(workspace, connection.OrganizationId!, BillyLinkKind.Product, key.ToString(), cancellationToken));
        var needed = linked.Values.OfType<string>().Concat(last?.Draft.Lines.Select(line => line.ProductId) ?? []).ToHashSet();
        var setup = await books.PostingAsync(access, cancellationToken);
        var products = needed.Count == 0
            ? new Dictionary<string, BillyProduct>()
            : await books.ProductsAsync(access, needed, cancellationToken);
        var decide = new PostingReader(setup, products, VatParty.Of(invoice.Customer));
        return new Postings(
            keys.ConvertAll(key => decide.Of(key, linked[key])),
            [.. last?.Draft.Lines.Select(line => decide.OfProduct(line.ProductId)) ?? []]);
    }

    private sealed record KnownContact(ContactMatch Standing, string Name, string? BillyId = null, Failure? Problem = null);

    private sealed record Postings(IReadOnlyList<PostingView> Now, IReadOnlyList<PostingView> Before);
}
