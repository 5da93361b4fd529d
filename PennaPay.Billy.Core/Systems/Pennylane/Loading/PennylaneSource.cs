using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.Pennylane.Api;

namespace PennaPay.Billy.Core.Systems.Pennylane.Loading;

/// <summary>
/// What comes from Pennylane, and when. First everything, by ascending ids; then what its lists of changes name, every ten minutes. Those
/// lists say nothing of contacts, and perhaps nothing of payments, so open invoices are read again every hour, all others and contacts
/// every day, and which records there are at all every week.
/// </summary>
internal sealed class PennylaneSource(PennylaneReader pennylane, PennylaneChangesReader changes, PennylaneIdentities identities) : ISource
{
    public const string Customers = "customers";
    public const string Contacts = "contacts";
    public const string Invoices = "invoices";
    public const string CreditNotes = "credit_notes";
    public const string Payments = "payments";
    public const string Changes = "changes";
    public const string Evidence = "evidence";
    public const string Open = "open";
    public const string Settled = "settled";
    public const string ContactsAgain = "contacts_again";
    public const string Identities = "identities";
    public const string Included = "included";

    private const int Batch = 100;

    // One request each, so that a step takes seconds and not minutes.
    private const int FewAtOnce = 20;

    /// <inheritdoc />
    public string System => PennylaneSystem.SystemId;

    /// <inheritdoc />
    public InvoiceOrigin Origin => PennylaneSystem.Origin;

    /// <inheritdoc />
    public SourcedKind Kind => SourcedKind.Books;

    /// <inheritdoc />
    public TimeZoneInfo Zone => PennylaneSystem.Zone;

    /// <inheritdoc />
    public IReadOnlyList<SourceTask> Tasks { get; } =
    [
        new(Customers, SourceTaskKind.First),
        new(Contacts, SourceTaskKind.First),
        new(Invoices, SourceTaskKind.First),
        new(CreditNotes, SourceTaskKind.First),
        new(Payments, SourceTaskKind.First),
        new(Included, SourceTaskKind.Included),
        new(Changes, SourceTaskKind.Again, TimeSpan.FromMinutes(10)) { TellsStandings = true },
        new(Open, SourceTaskKind.Again, TimeSpan.FromHours(1)) { TellsStandings = true },
        new(Evidence, SourceTaskKind.Again, TimeSpan.FromMinutes(10)),
        new(Settled, SourceTaskKind.Again, TimeSpan.FromDays(1)),
        new(ContactsAgain, SourceTaskKind.Again, TimeSpan.FromDays(1)),
        new(Identities, SourceTaskKind.Again, TimeSpan.FromDays(7)),
    ];

    /// <inheritdoc />
    public Task<SourceStep> ReadAsync(SourceRead read, CancellationToken cancellationToken) => read.Task switch
    {
        Customers => CustomersAsync(read, cancellationToken),
        Contacts or ContactsAgain => ContactsAsync(read, cancellationToken),
        Invoices => InvoicesAsync(read, areCreditNotes: false, cancellationToken),
        CreditNotes => InvoicesAsync(read, areCreditNotes: true, cancellationToken),
        Payments => PaymentsAsync(read, open: true, cancellationToken),
        Evidence => PaymentsAsync(read, open: false, cancellationToken),
        Open => AgainAsync(read, open: true, cancellationToken),
        Settled => AgainAsync(read, open: false, cancellationToken),
        Included => IncludedAsync(read, cancellationToken),
        Changes => changes.ReadAsync(read, cancellationToken),
        Identities => identities.ReadAsync(read, cancellationToken),
        _ => throw new ArgumentException($"There is no task {read.Task}.", nameof(read)),
    };

    /// <inheritdoc />
    public Uri? PageOf(Connection connection, RecordKind kind, string id) => PennylanePages.Of(connection, kind, id);

    /// <inheritdoc />
    public async Task<SourceStep> ReadCustomerAsync(OpenedConnection opened, string customer, CancellationToken cancellationToken)
    {
        var id = PennylaneIds.Of(customer);
        var (customers, persons) = await WithPersonsAsync(opened.Access, id, cancellationToken);
        return new() { Done = 1, Customers = [.. customers.Select(PennylaneRecords.Customer)], Persons = persons, CustomersGone = customers.Count == 0 ? [customer] : [] };
    }

    /// <inheritdoc />
    public async Task<SourceStep> ReadInvoiceAsync(OpenedConnection opened, string invoice, SourceKnowledge known, CancellationToken cancellationToken)
    {
        var found = await pennylane.ListInvoicesByIdAsync(opened.Access, [PennylaneIds.Of(invoice)], cancellationToken);
        return await changes.InvoicesAsync(opened, known, found, cancellationToken) with { Done = 1, InvoicesGone = found.Count == 0 ? [invoice] : [] };
    }

    private async Task<SourceStep> CustomersAsync(SourceRead read, CancellationToken cancellationToken)
    {
        var access = read.Opened.Access;
        var excluded = await ExcludedAsync(read, cancellationToken);
        var filter = new CustomerFilter { AfterId = read.Checkpoint is { } last ? PennylaneIds.Of(last) : null, Excluded = excluded };
        var (total, left) = read.Checkpoint is null ? await CountAsync(access, [.. excluded], cancellationToken) : ((int?)null, 0);
        await foreach (var page in pennylane.ListCustomersAsync(access, filter, cancellationToken))
        {
            if (page.Count == 0)
                continue;
            return new()
            {
                Next = PennylaneIds.Text(page[^1].Id),
                Done = page.Count,
                Total = total,
                LeftOut = LeftOut(left),
                Customers = [.. page.Select(PennylaneRecords.Customer)],
                Persons = [.. page.Where(customer => customer.Emails.Count > 1).Select(PennylaneRecords.RecipientsOf)],
            };
        }

        return new() { Total = total, LeftOut = LeftOut(left) };
    }

    private async Task<SourceStep> ContactsAsync(SourceRead read, CancellationToken cancellationToken)
    {
        var ids = await read.Known.CustomersAsync(read.Checkpoint, FewAtOnce, cancellationToken);
        List<SourcePersons> persons = [];
        List<string> gone = [];
        foreach (var id in ids)
        {
            if (await pennylane.ListContactsAsync(read.Opened.Access, PennylaneIds.Of(id), cancellationToken) is { } contacts)
                persons.Add(PennylaneRecords.ContactsOf(PennylaneIds.Of(id), contacts));
            else
                gone.Add(id);
        }

        return new()
        {
            Next = ids.Count == FewAtOnce ? ids[^1] : null,
            IsUnasked = ids.Count == 0,
            Done = ids.Count,
            Total = read.Checkpoint is null ? await read.Known.CountCustomersAsync(cancellationToken) : null,
            Persons = persons,
            CustomersGone = gone,
        };
    }

    private async Task<SourceStep> InvoicesAsync(SourceRead read, bool areCreditNotes, CancellationToken cancellationToken)
    {
        var excluded = await ExcludedAsync(read, cancellationToken);
        var filter = new InvoiceFilter
        {
            AfterId = read.Checkpoint is { } last ? PennylaneIds.Of(last) : null, AreCreditNotes = areCreditNotes, ExcludedCustomers = excluded,
        };
        await foreach (var page in pennylane.ListInvoicesAsync(read.Opened.Access, filter, cancellationToken))
        {
            if (page.Count > 0)
                return await StepAsync(read, page, cancellationToken) with { Next = PennylaneIds.Text(page[^1].Id), Done = page.Count };
        }

        return new();
    }

    private async Task<SourceStep> PaymentsAsync(SourceRead read, bool open, CancellationToken cancellationToken)
    {
        var (ids, total) = await read.Known.WithoutPaymentsAsync(FewAtOnce, open, cancellationToken);
        List<SourcePayments> payments = [];
        List<string> gone = [];
        foreach (var id in ids)
        {
            if (await pennylane.ListMatchedTransactionsAsync(read.Opened.Access, PennylaneIds.Of(id), cancellationToken) is { } transactions)
                payments.Add(PennylaneRecords.Payments(PennylaneIds.Of(id), transactions));
            else
                gone.Add(id);
        }

        return new()
        {
            Next = ids.Count == FewAtOnce ? "more" : null, IsUnasked = ids.Count == 0, Done = ids.Count, Total = read.Checkpoint is null ? total : null, Payments = payments, InvoicesGone = gone,
        };
    }

    // A match that was taken back may be in no list of changes, so what was paid is looked at again, too, though more rarely.
    private async Task<SourceStep> AgainAsync(SourceRead read, bool open, CancellationToken cancellationToken)
    {
        var ids = await read.Known.InvoicesAsync(open, read.Checkpoint, Batch, cancellationToken);
        var found = await pennylane.ListInvoicesByIdAsync(read.Opened.Access, [.. ids.Select(PennylaneIds.Of)], cancellationToken);
        var there = found.Select(invoice => PennylaneIds.Text(invoice.Id)).ToHashSet(StringComparer.Ordinal);
        return await StepAsync(read, found, cancellationToken) with
        {
            Next = ids.Count == Batch ? ids[^1] : null,
            IsUnasked = ids.Count == 0,
            Done = ids.Count,
            Total = read.Checkpoint is null ? await read.Known.CountInvoicesAsync(open, cancellationToken) : null,
            InvoicesGone = [.. ids.Where(id => !there.Contains(id))],
        };
    }

    // The checkpoint is the customers that are left, and behind a bar the last invoice of the first of them.
    private async Task<SourceStep> IncludedAsync(SourceRead read, CancellationToken cancellationToken)
    {
        var parts = (read.Checkpoint ?? "").Split('|');
        var left = parts[0].Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (left.Length == 0)
            return new() { IsUnasked = true };
        var (id, last) = (PennylaneIds.Of(left[0]), parts.Length > 1 ? PennylaneIds.Of(parts[1]) : (long?)null);
        var others = string.Join(',', left[1..]);
        // Somebody may have thought better of it.
        if ((await read.Known.ExcludedAsync(cancellationToken)).Contains(left[0]))
            return new() { Next = others.Length > 0 ? others : null, IsUnasked = true };
        var (customers, persons) = last is null ? await WithPersonsAsync(read.Opened.Access, id, cancellationToken) : ([], []);
        await foreach (var page in pennylane.ListInvoicesAsync(read.Opened.Access, new() { AfterId = last, CustomerId = id }, cancellationToken))
        {
            if (page.Count > 0)
                return WithCustomers(await StepAsync(read, page, cancellationToken) with { Next = $"{string.Join(',', left)}|{PennylaneIds.Text(page[^1].Id)}", Done = page.Count });
        }

        return WithCustomers(new() { Next = others.Length > 0 ? others : null });

        SourceStep WithCustomers(SourceStep step) => step with
        {
            Customers = [.. customers.Select(PennylaneRecords.Customer), .. step.Customers], Persons = persons,
        };
    }

    // None where there is no such customer.
    private async Task<(IReadOnlyList<PennylaneCustomer> Customers, IReadOnlyList<SourcePersons> Persons)> WithPersonsAsync(ApiAccess access, long id, CancellationToken cancellationToken)
    {
        var customers = await pennylane.ListCustomersByIdAsync(access, [id], cancellationToken);
        List<SourcePersons> persons = [.. customers.Select(PennylaneRecords.RecipientsOf)];
        if (customers.Count > 0 && await pennylane.ListContactsAsync(access, id, cancellationToken) is { } contacts)
            persons.Add(PennylaneRecords.ContactsOf(id, contacts));
        return (customers, persons);
    }

    private Task<SourceStep> StepAsync(SourceRead read, IReadOnlyList<PennylaneInvoice> invoices, CancellationToken cancellationToken) =>
        changes.InvoicesAsync(read, invoices, cancellationToken);

    private async Task<(int? Wanted, int LeftOut)> CountAsync(ApiAccess access, HashSet<long> excluded, CancellationToken cancellationToken)
    {
        var (wanted, left) = (0, 0);
        await foreach (var page in pennylane.ListCustomerIdsAsync(access, cancellationToken))
        {
            var here = page.Count(excluded.Contains);
            (wanted, left) = (wanted + page.Count - here, left + here);
        }

        return (wanted, left);
    }

    private static Dictionary<LeftOutReason, int> LeftOut(int excluded) => excluded > 0 ? new() { [LeftOutReason.Excluded] = excluded } : [];

    private static async Task<IReadOnlyList<long>> ExcludedAsync(SourceRead read, CancellationToken cancellationToken) =>
        [.. (await read.Known.ExcludedAsync(cancellationToken)).Select(PennylaneIds.Of)];
}
