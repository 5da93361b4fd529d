using PennaPay.Billy.Core.Connections;
using System.Text.Json;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Pennylane.Loading;

/// <summary>
/// Reads what Pennylane's lists of changes name. The lists hold ids alone, and one record may be named often; times overlap a little, for
/// what has just been done may not be listed yet. The watermark moves when everything that was named has been stored.
/// </summary>
internal sealed class PennylaneChangesReader(PennylaneReader pennylane, TimeProvider time)
{
    private const int Batch = 100;
    private const int FewAtOnce = 20;

    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public async Task<SourceStep> ReadAsync(SourceRead read, CancellationToken cancellationToken)
    {
        if (read.Checkpoint is { } stored)
            return await GoOnAsync(read, JsonSerializer.Deserialize<Left>(stored)!, cancellationToken);
        var since = SourceTimes.Read(read.Watermark) - Overlap;
        var access = read.Opened.Access;
        if (await pennylane.ListChangesAsync(access, PennylaneResource.Customers, since, cancellationToken) is not PennylaneChanges.Since customers
            || await pennylane.ListChangesAsync(access, PennylaneResource.CustomerInvoices, since, cancellationToken) is not PennylaneChanges.Since invoices)
            return new() { MustStartAnew = true };
        var excluded = await read.Known.ExcludedAsync(cancellationToken);
        // Of each the last word counts.
        var changedCustomers = Last(customers.Changes).Where(change => !excluded.Contains(PennylaneIds.Text(change.Id))).ToList();
        var changedInvoices = Last(invoices.Changes);
        var left = new Left(
            [.. changedCustomers.Where(change => !change.IsDeletion).Select(change => change.Id)],
            [.. changedInvoices.Where(change => !change.IsDeletion).Select(change => change.Id)],
            SourceTimes.Write(read.Begun));
        var step = left.IsDone ? new SourceStep { Watermark = left.Watermark } : await GoOnAsync(read, left, cancellationToken);
        return step with
        {
            Total = changedCustomers.Count + changedInvoices.Count,
            CustomersGone = [.. step.CustomersGone, .. changedCustomers.Where(change => change.IsDeletion).Select(change => PennylaneIds.Text(change.Id))],
            InvoicesGone = [.. step.InvoicesGone, .. changedInvoices.Where(change => change.IsDeletion).Select(change => PennylaneIds.Text(change.Id))],
        };
    }

    /// <inheritdoc cref="InvoicesAsync(OpenedConnection, SourceKnowledge, IReadOnlyList{PennylaneInvoice}, CancellationToken)"/>
    public Task<SourceStep> InvoicesAsync(SourceRead read, IReadOnlyList<PennylaneInvoice> invoices, CancellationToken cancellationToken) =>
        InvoicesAsync(read.Opened, read.Known, invoices, cancellationToken);

    /// <summary>What a page of invoices brings, with the customers that are not here yet. What is no invoice is left out.</summary>
    public async Task<SourceStep> InvoicesAsync(OpenedConnection opened, SourceKnowledge known, IReadOnlyList<PennylaneInvoice> invoices, CancellationToken cancellationToken)
    {
        var today = PennylaneSystem.Zone.DayAt(time.GetUtcNow());
        var leftOut = new Dictionary<LeftOutReason, int>();
        List<PennylaneInvoice> wanted = [];
        foreach (var invoice in invoices)
        {
            if (PennylaneRecords.WhyNot(invoice, today) is { } reason)
                leftOut[reason] = leftOut.GetValueOrDefault(reason) + 1;
            else
                wanted.Add(invoice);
        }

        var customers = wanted.Select(invoice => invoice.CustomerId!.Value).Distinct().ToList();
        var here = await known.HasCustomersAsync([.. customers.Select(PennylaneIds.Text)], cancellationToken);
        var excluded = await known.ExcludedAsync(cancellationToken);
        var unknown = customers.Where(id => PennylaneIds.Text(id) is var text && !here.Contains(text) && !excluded.Contains(text)).ToList();
        return new()
        {
            LeftOut = leftOut,
            Customers = unknown.Count == 0 ? [] : [.. (await pennylane.ListCustomersByIdAsync(opened.Access, unknown, cancellationToken)).Select(PennylaneRecords.Customer)],
            Invoices = [.. wanted.Select(invoice => PennylaneRecords.Invoice(invoice, today))],
        };
    }

    private async Task<SourceStep> GoOnAsync(SourceRead read, Left left, CancellationToken cancellationToken)
    {
        var access = read.Opened.Access;
        SourceStep step;
        var excluded = (await read.Known.ExcludedAsync(cancellationToken)).Select(PennylaneIds.Of).ToHashSet();
        if (left.Customers.Count > 0)
        {
            // Whoever was left out since they were named is not asked for.
            var ids = left.Customers.Take(FewAtOnce).Where(id => !excluded.Contains(id)).ToList();
            var found = await pennylane.ListCustomersByIdAsync(access, ids, cancellationToken);
            List<SourcePersons> persons = [.. found.Select(PennylaneRecords.RecipientsOf)];
            // Contacts have no list of changes of their own.
            foreach (var customer in found)
            {
                if (await pennylane.ListContactsAsync(access, customer.Id, cancellationToken) is { } contacts)
                    persons.Add(PennylaneRecords.ContactsOf(customer.Id, contacts));
            }

            step = new()
            {
                Done = ids.Count, Customers = [.. found.Select(PennylaneRecords.Customer)], Persons = persons,
                CustomersGone = [.. ids.Except(found.Select(customer => customer.Id)).Select(PennylaneIds.Text)],
            };
            left = left with { Customers = [.. left.Customers.Skip(FewAtOnce)] };
        }
        else
        {
            var ids = left.Invoices.Take(Batch).ToList();
            var found = await pennylane.ListInvoicesByIdAsync(access, ids, excluded, cancellationToken);
            // One that is here and not over there any more is gone; of one that never was here nobody knows whose it is.
            var missing = ids.Except(found.Select(invoice => invoice.Id)).Select(PennylaneIds.Text).ToList();
            step = await InvoicesAsync(read, found, cancellationToken) with
            {
                Done = ids.Count, InvoicesGone = [.. await read.Known.HasInvoicesAsync(missing, cancellationToken)],
            };
            left = left with { Invoices = [.. left.Invoices.Skip(ids.Count)] };
        }

        return left.IsDone ? step with { Watermark = left.Watermark } : step with { Next = JsonSerializer.Serialize(left) };
    }

    private static List<PennylaneChange> Last(IReadOnlyList<PennylaneChange> changes) =>
        [.. changes.GroupBy(change => change.Id).Select(alike => alike.MaxBy(change => change.ProcessedAt)!).OrderBy(change => change.Id)];

    internal sealed record Left(IReadOnlyList<long> Customers, IReadOnlyList<long> Invoices, string Watermark)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public bool IsDone => Customers.Count == 0 && Invoices.Count == 0;
    }
}
