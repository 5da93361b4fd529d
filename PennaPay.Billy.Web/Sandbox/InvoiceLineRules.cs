namespace PennaPay.Billy.Web.Sandbox;

/// <summary>Lines, embedded in an invoice or sent on their own.</summary>
internal sealed class InvoiceLineRules : ResourceRules
{
    private const string Booked = "The lines of an approved invoice cannot be changed.";

    public override void Complete(SaveOperation save, Staged staged)
    {
        var line = staged.Record;
        line["quantity"] ??= 1m;
        if (line["discountValue"] is null)
            line["discountMode"] = null;
        if (staged.IsNew && staged.Parent is null && !staged.Sent.Contains("priority"))
            line["priority"] = (decimal)save.Store["invoiceLines"].Where("invoiceId", line.Text("invoiceId") ?? "").Count;
    }

    public override void Check(SaveOperation save, Staged staged)
    {
        if (staged.Record["discountValue"] is not null && staged.Record["discountMode"] is null)
            save.Error(staged, "discountMode", ValidationErrors.Blank);
        if (staged.Parent is null && Invoice(save, staged.Record) is { } invoice && invoice.Text("state") != "draft")
            save.Error(staged, null, Booked);
    }

    public override void Saved(SaveOperation save, Staged staged)
    {
        var invoice = Invoice(save, staged.Record)!;
        save.Changes.Save(invoice);
        InvoiceRules.Recalculate(save, invoice);
    }

    public override string? WhyNotDelete(SaveOperation save, SandboxRecord record) =>
        Invoice(save, record)!.Text("state") != "draft" ? Booked
        : save.Store["invoiceLines"].Where("invoiceId", record.Text("invoiceId")!).Count == 1
            ? "Invoices must have at least one invoice line."
            : null;

    public override void Deleted(SaveOperation save, SandboxRecord record)
    {
        var invoice = Invoice(save, record)!;
        save.Changes.Save(invoice);
        InvoiceRules.Recalculate(save, invoice);
    }

    private static SandboxRecord? Invoice(SaveOperation save, SandboxRecord line) =>
        save.Store["invoices"].Find(line.Text("invoiceId"));
}
