using System.Globalization;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Invoices and credit notes.</summary>
public sealed partial class PennylaneCompany
{
    /// <summary>Drafts an invoice; its date is today where it has none, and it is due thirty days later.</summary>
    /// <returns>The invoice's id.</returns>
    /// <exception cref="KeyNotFoundException">There is no such customer.</exception>
    public long DraftInvoice(SandboxInvoice invoice) => Change(() => Draft(invoice with { IsCreditNote = false }));

    /// <summary>Drafts an invoice of one line.</summary>
    /// <returns>The invoice's id.</returns>
    /// <exception cref="KeyNotFoundException">There is no such customer.</exception>
    public long DraftInvoice(long customer, decimal beforeTax, string vatRate = "FR_200") =>
        DraftInvoice(new SandboxInvoice { Customer = customer, Lines = [new() { Label = "Prestation", UnitPrice = beforeTax, VatRate = vatRate }] });

    /// <summary>Drafts an invoice of one line and finalises it.</summary>
    /// <returns>The invoice's id.</returns>
    /// <exception cref="KeyNotFoundException">There is no such customer.</exception>
    public long AddInvoice(long customer, decimal beforeTax, string vatRate = "FR_200") => Change(() =>
    {
        var id = DraftInvoice(customer, beforeTax, vatRate);
        Finalise(id);
        return id;
    });

    /// <summary>Imports an invoice on which something is missing.</summary>
    /// <returns>The invoice's id.</returns>
    /// <exception cref="KeyNotFoundException">There is no such customer.</exception>
    public long ImportIncomplete(SandboxInvoice invoice) => Change(() =>
    {
        var id = Draft(invoice);
        Store(Invoice(id) with { IsDraft = false, IsIncomplete = true, Number = $"IMP-{id / IdStep % 100_000:00000}" });
        return id;
    });

    /// <exception cref="KeyNotFoundException">There is no such invoice.</exception>
    public SandboxInvoice Invoice(long id) => Do(() => InvoiceShelf.Find(id)) ?? throw None("invoice", id);

    /// <summary>How an invoice stands today.</summary>
    public string StatusOf(long id) => Invoice(id).StatusOn(Today);

    /// <exception cref="InvalidOperationException">It is no draft.</exception>
    public void EditDraft(long id, Func<SandboxInvoice, SandboxInvoice> edit) => Change(() =>
    {
        var before = DraftOf(id);
        return Store(edit(before) with { Id = id, CreatedAt = before.CreatedAt, IsDraft = true, Number = "" });
    });

    /// <exception cref="InvalidOperationException">It is no draft.</exception>
    public void DeleteDraft(long id) => Change(() =>
    {
        var gone = DraftOf(id);
        InvoiceShelf.Remove(id);
        Unindex(gone);
        InvoiceLog.Add("delete", gone, Now);
        return id;
    });

    /// <summary>Gives a draft its number; from now on it cannot be edited.</summary>
    /// <exception cref="InvalidOperationException">It is no draft.</exception>
    public void Finalise(long id) => Change(() =>
    {
        var draft = DraftOf(id);
        var year = (draft.Date ?? Today).Year;
        var number = draft.IsCreditNote
            ? string.Create(CultureInfo.InvariantCulture, $"A{year}{++lastCreditNumber:0000}")
            : string.Create(CultureInfo.InvariantCulture, $"F{year}{++lastNumber:0000}");
        Store(draft with { IsDraft = false, Number = number });
        if (draft.CreditedInvoice is { } credited)
            TakeBack(credited, draft);
        return id;
    });

    /// <summary>Drafts a credit note, of lines that are written as on an invoice.</summary>
    /// <returns>The credit note's id.</returns>
    /// <exception cref="KeyNotFoundException">There is no such customer.</exception>
    public long DraftCreditNote(SandboxInvoice note) => Change(() =>
        Draft(note with { IsCreditNote = true, Lines = [.. note.Lines.Select(line => line with { Id = 0, Quantity = -Math.Abs(line.Quantity) })] }));

    /// <summary>Says which invoice a credit note takes back, all of it or a part.</summary>
    /// <exception cref="InvalidOperationException">It is no credit note, it is linked already, or its invoice is none that can be credited.</exception>
    public void LinkCreditNote(long note, long invoice) => Change(() =>
    {
        var credit = Invoice(note);
        if (credit is not { IsCreditNote: true, CreditedInvoice: null } || Invoice(invoice) is not { IsDraft: false, IsCreditNote: false })
            throw new InvalidOperationException("A credit note that has no invoice yet takes back a final invoice.");
        Store(credit with { CreditedInvoice = invoice });
        if (credit.IsDraft)
            Store(Invoice(invoice));
        else
            TakeBack(invoice, credit);
        return note;
    });

    /// <summary>Credits an invoice, in full or a part of it with tax, with a final credit note that is linked to it.</summary>
    /// <returns>The credit note's id.</returns>
    /// <exception cref="InvalidOperationException">It is a draft or a credit note.</exception>
    public long Credit(long invoice, decimal? part = null) => Change(() =>
    {
        var credited = Invoice(invoice);
        var lines = part is { } amount
            ? [new SandboxInvoiceLine { Label = "Avoir partiel", UnitPrice = SandboxInvoiceLine.Round(amount / 1.2m) }]
            : credited.Lines;
        var note = DraftCreditNote(new SandboxInvoice { Customer = credited.Customer, Currency = credited.Currency, ExchangeRate = credited.ExchangeRate, Lines = lines });
        Finalise(note);
        LinkCreditNote(note, invoice);
        return note;
    });

    /// <exception cref="KeyNotFoundException">There is no such invoice.</exception>
    public void Archive(long id) => Change(() => Store(Invoice(id) with { ArchivedAt = Now }));

    /// <exception cref="KeyNotFoundException">There is no such invoice.</exception>
    public void Unarchive(long id) => Change(() => Store(Invoice(id) with { ArchivedAt = null }));

    private long Draft(SandboxInvoice invoice)
    {
        if (invoice.Customer is { } customer)
            Customer(customer);
        var date = invoice.Date ?? Today;
        var born = Born(invoice with
        {
            IsDraft = true, Number = "", CreditedInvoice = null, Credited = 0, Matches = [], Payments = [], IsMarkedPaid = false, ArchivedAt = null,
            Date = date, Deadline = invoice.Deadline ?? date.AddDays(30),
        });
        born = born with
        {
            ExternalReference = born.ExternalReference ?? SomeReference(born.Id),
            Lines = Written(born.Lines),
        };
        InvoiceShelf.Put(born);
        Index(born);
        // Making one draft shows as one to four entries.
        InvoiceLog.Add("insert", born, Now, updatesAfter: 1 + (int)(born.Id / IdStep % 3));
        return born.Id;
    }

    private long Store(SandboxInvoice invoice)
    {
        var before = Invoice(invoice.Id);
        invoice = invoice with { UpdatedAt = Now, Lines = Written(invoice.Lines) };
        if (before.Customer != invoice.Customer)
        {
            Unindex(before);
            Index(invoice);
        }
        InvoiceShelf.Put(invoice);
        InvoiceLog.Add("update", invoice, Now);
        return invoice.Id;
    }

    /// <summary>The lines, those that are new with ids.</summary>
    private IReadOnlyList<SandboxInvoiceLine> Written(IReadOnlyList<SandboxInvoiceLine> lines) =>
        lines.All(line => line.Id > 0) ? lines : [.. lines.Select(line => line.Id > 0 ? line : Born(line))];

    private void TakeBack(long invoice, SandboxInvoice credit)
    {
        var credited = Invoice(invoice);
        Store(credited with { Credited = credited.Credited - credit.Amount });
    }

    private SandboxInvoice DraftOf(long id) =>
        Invoice(id) is { IsDraft: true } draft ? draft : throw new InvalidOperationException("The invoice is no draft.");

    private void Index(SandboxInvoice invoice)
    {
        if (invoice.Customer is not { } customer)
            return;
        if (!invoicesOfCustomer.TryGetValue(customer, out var ids))
            invoicesOfCustomer[customer] = ids = [];
        ids.Add(invoice.Id);
    }

    private void Unindex(SandboxInvoice invoice)
    {
        if (invoice.Customer is { } customer && invoicesOfCustomer.TryGetValue(customer, out var ids) && ids.Remove(invoice.Id) && ids.Count == 0)
            invoicesOfCustomer.Remove(customer);
    }

    /// <summary>Ten capital letters and digits, the same for the same record.</summary>
    private static string SomeReference(long id)
    {
        const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        var rest = unchecked((ulong)id * 11400714819323198485UL);
        return string.Create(10, rest, static (text, number) =>
        {
            for (var i = 0; i < text.Length; i++, number /= 36)
                text[i] = Characters[(int)(number % 36)];
        });
    }
}
