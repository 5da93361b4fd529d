using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Systems.Billy.Sourced;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>
/// Says which of many invoices Billy could not get as things are: no account or VAT ruleset for a line, a customer without what
/// a contact needs, a number that is taken where invoices bring their own. Lines that are posted alike are decided once, as a
/// push decides them, so that a set costs a few queries. What only Billy can tell for each, such as a contact that is there
/// twice, is left to the push.
/// </summary>
internal sealed class DraftForecast(Database database, PostingMap map, OrganizationReaders readers, SourcedPostings sourced)
{
    internal async Task<IReadOnlyList<ForeseenStop>> OfAsync(
        OpenedConnection opened, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken)
    {
        var connection = opened.Connection;
        var books = await readers.Of(connection).PostingAsync(opened.Access, cancellationToken);
        var choices = await map.ReadAsync(connection.WorkspaceId, connection.Id, cancellationToken);
        await using var db = database.Read(connection.WorkspaceId);
        var asked = Sqlite.Ids(invoiceIds);
        var linked = (await db.Set<PostingProduct>().Where(product => product.ConnectionId == connection.Id)
            .Select(product => product.Key).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        List<ForeseenStop> stops = [];
        List<Guid> numbered = [];
        foreach (var (terms, invoices) in await sourced.ByTermsAsync(connection, invoiceIds, cancellationToken))
        {
            var alike = Sqlite.Ids(invoices);
            var blocked = (await GroupsAsync(db, alike, cancellationToken))
                .Select(group => (Group: group, Failure: Refusal(group, terms)))
                .Where(judged => judged.Failure is not null).ToList();
            if (blocked.Count > 0)
            {
                stops.AddRange((await InvoicesAsync(db, alike, blocked.ConvertAll(judged => judged.Group), cancellationToken))
                    .Select(invoice => new ForeseenStop(invoice.Id, invoice.Number, blocked[invoice.Position].Failure!)));
            }

            if (Numbering.InvoiceNoOf(connection, "", terms?.Number ?? connection.Choices.NumberUse) is not null)
                numbered.AddRange(invoices);
        }

        stops.AddRange((await WithoutPartyAsync(db, asked, connection.Id, cancellationToken))
            .Select(invoice => new ForeseenStop(invoice.Id, invoice.Number, new(FailureCodes.CustomerIncomplete))));
        if (numbered.Count > 0)
        {
            stops.AddRange((await NumberTakenAsync(db, Sqlite.Ids(numbered), connection.Id, cancellationToken))
                .Select(invoice => new ForeseenStop(invoice.Id, invoice.Number, new(FailureCodes.NumberTaken))));
        }

        return stops;

        Failure? Refusal(LineGroup group, SourcedTerms? terms)
        {
            var stated = (VatTreatment)group.Vat;
            var key = ProductKey.Of(
                new InvoiceLine
                {
                    Vat = terms?.Vat.Of(stated) ?? stated,
                    VatRate = terms?.Vat.ForAll is not null ? 0 : decimal.Parse(group.VatRate, CultureInfo.InvariantCulture),
                    AccountCode = group.AccountCode,
                },
                new Customer { CountryCode = group.CountryCode, Kind = (CustomerKind)group.Kind },
                connection.Choices.DefaultAccountCode,
                choices);
            // A push takes a product that is linked as it is.
            return linked.Contains(key.ToString()) ? null : (LinePosting.Decide(key, books) as Posting.Blocked)?.Failure;
        }
    }

    private static Task<List<LineGroup>> GroupsAsync(WorkspaceDbContext db, FormattableString asked, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<LineGroup>(Sql.Of($"""
            SELECT DISTINCT l."Vat", l."VatRate", l."AccountCode", p."CountryCode", p."Kind"
            FROM {asked} AS asked
            CROSS JOIN "Invoices" AS i ON i."Id" = asked."Id"
            JOIN "Customers" AS p ON p."Id" = i."CustomerId"
            JOIN "InvoiceLines" AS l ON l."InvoiceId" = i."Id"
            WHERE i."WorkspaceId" = {db.Workspace.Value}
            """)).ToListAsync(cancellationToken);

    private static Task<List<BlockedInvoice>> InvoicesAsync(
        WorkspaceDbContext db, FormattableString asked, IEnumerable<LineGroup> groups, CancellationToken cancellationToken)
    {
        var blocked = Sqlite.Rows(
            groups.Select(group => new object?[] { group.Vat, group.VatRate, group.AccountCode, group.CountryCode, group.Kind }),
            "Vat", "VatRate", "AccountCode", "CountryCode", "Kind");
        return db.Database.SqlQuery<BlockedInvoice>(Sql.Of($"""
            SELECT i."Id", i."Number", MIN(b."Position") AS "Position"
            FROM {asked} AS asked
            CROSS JOIN "Invoices" AS i ON i."Id" = asked."Id"
            JOIN "Customers" AS p ON p."Id" = i."CustomerId"
            JOIN "InvoiceLines" AS l ON l."InvoiceId" = i."Id"
            JOIN {blocked} AS b ON b."Vat" = l."Vat" AND b."VatRate" = l."VatRate" AND b."AccountCode" IS NOT DISTINCT FROM l."AccountCode"
                AND b."CountryCode" = p."CountryCode" AND b."Kind" = p."Kind"
            WHERE i."WorkspaceId" = {db.Workspace.Value}
            GROUP BY i."Id", i."Number"
            ORDER BY MIN(asked."Position")
            """)).ToListAsync(cancellationToken);
    }

    // A contact needs a name and a country (docs/billy-api.md 5.1); one that is there already has them.
    private static Task<List<BlockedInvoice>> WithoutPartyAsync(
        WorkspaceDbContext db, FormattableString asked, Guid connection, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<BlockedInvoice>(Sql.Of($"""
            SELECT i."Id", i."Number", 0 AS "Position"
            FROM {asked} AS asked
            CROSS JOIN "Invoices" AS i ON i."Id" = asked."Id"
            JOIN "Customers" AS p ON p."Id" = i."CustomerId"
            WHERE i."WorkspaceId" = {db.Workspace.Value} AND (TRIM(p."Name") = '' OR p."CountryCode" NOT IN {Sqlite.Texts(Countries.All)})
                AND NOT EXISTS (
                    SELECT 1 FROM "RecordLinks" AS k
                    WHERE k."WorkspaceId" = i."WorkspaceId" AND k."ConnectionId" = {connection} AND k."Kind" = {(int)RecordKind.Contact} AND k."LocalId" = p."Id")
            ORDER BY asked."Position"
            """)).ToListAsync(cancellationToken);

    // A number is unique over there (docs/billy-api.md 7.4): of several invoices with the same one, the first gets it.
    private static Task<List<BlockedInvoice>> NumberTakenAsync(
        WorkspaceDbContext db, FormattableString asked, Guid connection, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<BlockedInvoice>(Sql.Of($"""
            SELECT n."Id", n."Number", 0 AS "Position"
            FROM (
                SELECT i."Id", i."Number", i."NumberKey", i."WorkspaceId", asked."Position",
                    ROW_NUMBER() OVER (PARTITION BY i."Number" ORDER BY asked."Position") AS "Place"
                FROM {asked} AS asked
                CROSS JOIN "Invoices" AS i ON i."Id" = asked."Id"
                WHERE i."WorkspaceId" = {db.Workspace.Value}) AS n
            WHERE n."Place" > 1 OR EXISTS (
                SELECT 1 FROM "Invoices" AS o
                JOIN "InvoiceCopies" AS c ON c."InvoiceId" = o."Id" AND c."ConnectionId" = {connection} AND c."RemoteId" IS NOT NULL
                WHERE o."WorkspaceId" = n."WorkspaceId" AND o."NumberKey" = n."NumberKey" AND o."Number" = n."Number" AND o."Id" <> n."Id")
            ORDER BY n."Position"
            """)).ToListAsync(cancellationToken);
}
