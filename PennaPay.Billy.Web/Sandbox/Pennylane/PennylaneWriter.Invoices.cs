using System.Globalization;
using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Invoices with what hangs on them, and the bank's lines.</summary>
internal sealed partial class PennylaneWriter
{
    public void Invoice(Utf8JsonWriter json, SandboxInvoice invoice)
    {
        var path = $"customer_invoices/{invoice.Id}";
        json.WriteNumber("id", invoice.Id);
        json.WriteString("label", invoice.Label ?? GeneratedLabel(invoice));
        json.WriteString("invoice_number", invoice.Number);
        json.WriteString("currency", invoice.Currency);
        json.WriteString("amount", Amount(invoice.Amount));
        json.WriteString("currency_amount", Amount(invoice.CurrencyAmount));
        json.WriteString("currency_amount_before_tax", Amount(invoice.CurrencyBeforeTax));
        json.WriteString("exchange_rate", Amount(invoice.ExchangeRate));
        json.WriteString("date", Day(invoice.Date));
        json.WriteString("deadline", Day(invoice.Deadline));
        json.WriteString("currency_tax", Amount(invoice.CurrencyTax));
        json.WriteString("tax", Amount(invoice.Tax));
        json.WriteString("language", invoice.Language);
        json.WriteBoolean("paid", invoice.IsPaid);
        json.WriteString("status", invoice.StatusOn(today));
        json.WriteStartObject("discount");
        json.WriteString("type", "relative");
        json.WriteString("value", "0.0");
        json.WriteEndObject();
        Id(json, "ledger_entry", invoice.Id);
        json.WriteString("public_file_url", $"{baseUrl}/public/invoice/pdf?encrypted_id={Nonce()}");
        json.WriteString("filename", invoice.IsDraft ? null : $"Facture-{company.Name}-{invoice.Number}.pdf");
        json.WriteString("remaining_amount_with_tax", invoice.Remaining is { } withTax ? Amount(withTax) : null);
        json.WriteString("remaining_amount_without_tax", invoice.RemainingWithoutTax is { } withoutTax ? Amount(withoutTax) : null);
        json.WriteBoolean("draft", invoice.IsDraft);
        json.WriteString("special_mention", "");
        Reference(json, "customer", "customers", invoice.Customer);
        Link(json, "invoice_line_sections", $"{path}/invoice_line_sections");
        Link(json, "invoice_lines", $"{path}/invoice_lines");
        Link(json, "custom_header_fields", $"{path}/custom_header_fields");
        Link(json, "categories", $"{path}/categories");
        json.WriteString("pdf_invoice_free_text", "");
        json.WriteString("pdf_invoice_subject", invoice.Subject ?? "");
        json.WriteString("pdf_description", "");
        json.WriteNull("billing_subscription");
        Reference(json, "credited_invoice", "customer_invoices", invoice.CreditedInvoice);
        json.WriteNull("customer_invoice_template");
        json.WriteNull("transaction_reference");
        Link(json, "payments", $"{path}/payments");
        Link(json, "matched_transactions", $"{path}/matched_transactions");
        Link(json, "appendices", $"{path}/appendices");
        json.WriteNull("installments");
        json.WriteNull("quote");
        json.WriteNull("e_invoicing");
        json.WriteBoolean("factur_x", false);
        json.WriteString("schematron_validation_status", "pending");
        json.WriteString("external_reference", invoice.ExternalReference);
        json.WriteString("archived_at", invoice.ArchivedAt is { } archived ? Time(archived) : null);
        Times(json, invoice);
    }

    public void Line(Utf8JsonWriter json, SandboxInvoiceLine line, SandboxInvoice invoice)
    {
        var withTax = line.CurrencyBeforeTax + line.CurrencyTax;
        json.WriteNumber("id", line.Id);
        json.WriteString("label", line.Label);
        json.WriteString("unit", line.Unit);
        json.WriteString("quantity", Amount(line.Quantity));
        json.WriteString("amount", Amount(SandboxInvoiceLine.Round(withTax * invoice.ExchangeRate)));
        json.WriteString("currency_amount", Amount(withTax));
        json.WriteString("description", line.Description);
        Reference(json, "product", "products", line.Product);
        json.WriteString("vat_rate", line.VatRate);
        json.WriteString("currency_amount_before_tax", Amount(line.CurrencyBeforeTax));
        json.WriteString("currency_tax", Amount(line.CurrencyTax));
        json.WriteString("tax", Amount(SandboxInvoiceLine.Round(line.CurrencyTax * invoice.ExchangeRate)));
        json.WriteString("raw_currency_unit_price", Amount(line.UnitPrice));
        json.WriteStartObject("discount");
        json.WriteString("type", "relative");
        json.WriteString("value", Amount(line.Discount));
        json.WriteEndObject();
        json.WriteNumber("section_rank", 0);
        json.WriteNull("imputation_dates");
        json.WriteString("substance", "services");
        Times(json, line);
    }

    public static void Payment(Utf8JsonWriter json, SandboxPayment payment)
    {
        json.WriteNumber("id", payment.Id);
        json.WriteString("label", payment.Label);
        json.WriteString("currency", payment.Currency);
        json.WriteString("currency_amount", Amount(payment.CurrencyAmount));
        json.WriteString("status", payment.Status);
        Times(json, payment);
    }

    /// <param name="json">Where it is written.</param>
    /// <param name="transaction">The bank's line. Which part of it pays which invoice is not told.</param>
    /// <param name="ofInvoice">On the way over an invoice a few properties less are there.</param>
    public void Transaction(Utf8JsonWriter json, SandboxTransaction transaction, bool ofInvoice)
    {
        json.WriteNumber("id", transaction.Id);
        json.WriteString("label", transaction.Label);
        json.WriteBoolean("attachment_required", true);
        json.WriteString("date", Day(transaction.Date));
        json.WriteString("outstanding_balance", Amount(-transaction.Outstanding));
        json.WriteString("currency", transaction.Currency);
        json.WriteString("currency_amount", Amount(transaction.CurrencyAmount ?? transaction.Amount));
        json.WriteString("amount", Amount(transaction.Amount));
        json.WriteString("currency_fee", "0.0");
        json.WriteString("fee", "0.0");
        Id(json, "journal", company.Journal);
        Reference(json, "bank_account", "bank_accounts", company.BankAccount);
        json.WriteNull("pro_account_expense");
        Reference(json, "customer", "customers", transaction.Customer);
        if (!ofInvoice)
        {
            json.WriteNull("supplier");
            json.WriteNull("interbank_code");
            Link(json, "matched_invoices", $"transactions/{transaction.Id}/matched_invoices");
        }
        json.WriteStartArray("categories");
        json.WriteEndArray();
        json.WriteNull("archived_at");
        Times(json, transaction);
    }

    public void MatchedInvoice(Utf8JsonWriter json, SandboxMatch match)
    {
        json.WriteNumber("id", match.Other);
        json.WriteString("type", "customer");
        json.WriteString("url", $"{baseUrl}/customer_invoices/{match.Other}");
    }

    private string GeneratedLabel(SandboxInvoice invoice)
    {
        var name = invoice.Customer is { } id ? company.CustomerShelf.Find(id)?.FullName : null;
        return $"{(invoice.IsCreditNote ? "Avoir" : "Facture")} {name} - {invoice.Number} (label généré)";
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
