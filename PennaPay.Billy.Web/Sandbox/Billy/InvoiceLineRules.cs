using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Lines, embedded in an invoice or sent on their own.</summary>
internal sealed class InvoiceLineRules : BillyRules
{
    private const string Booked = "The lines of an approved invoice cannot be changed.";

    protected override void Complete(BillySave save, Staged staged)
    {
        var line = staged.Record;
        line["quantity"] ??= 1m;
        if (line["discountValue"] is null)
            line["discountMode"] = null;
        if (staged.IsNew && staged.Parent is null && !staged.Sent.Contains("priority"))
            line["priority"] = 1m + save.Store["invoiceLines"].Where("invoiceId", line.Text("invoiceId") ?? "").Count;
    }

    protected override void Check(BillySave save, Staged staged)
    {
        if (staged.Record["discountValue"] is not null && staged.Record["discountMode"] is null)
            save.Error(staged, "discountMode", ValidationErrors.Blank);
        if (staged.Parent is null && Invoice(save, staged.Record) is { } invoice && invoice.Text("state") != "draft")
            save.Error(staged, null, Booked);
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        var invoice = Invoice(save, staged.Record)!;
        save.Changes.Save(invoice);
        InvoiceRules.Recalculate(save, invoice);
    }

    protected override string? WhyNotDelete(BillySave save, SandboxRecord record) =>
        Invoice(save, record)!.Text("state") != "draft" ? Booked
        : save.Store["invoiceLines"].Where("invoiceId", record.Text("invoiceId")!).Count == 1
            ? "Invoices must have at least one invoice line."
            : null;

    protected override void Deleted(BillySave save, SandboxRecord record)
    {
        var invoice = Invoice(save, record)!;
        save.Changes.Save(invoice);
        InvoiceRules.Recalculate(save, invoice);
    }

    private static SandboxRecord? Invoice(BillySave save, SandboxRecord line) =>
        save.Store["invoices"].Find(line.Text("invoiceId"));
}
