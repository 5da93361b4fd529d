using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Shows one invoice as a person would see it in Billy's application, so that links out of PennaPay lead somewhere.</summary>
internal static class InvoicePage
{
    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");

    public static IResult Show(string id, BillySandbox billy) => billy.FindInvoice(id) is { } invoice
        ? Results.Content(Page(invoice), MediaTypeNames.Text.Html, Encoding.UTF8)
        : Results.Content(Frame("Ikke fundet", "<p>Der er ingen faktura med dette id i sandkassen.</p>"), MediaTypeNames.Text.Html, Encoding.UTF8, 404);

    private static string Page(JsonElement invoice)
    {
        var state = invoice.GetProperty("state").GetString() switch { "draft" => "Kladde", "approved" => "Bogført", var other => other };
        var currency = Text(invoice, "currencyId");
        var body = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<p><b>{state}</b> · {Text(invoice.GetProperty("contact"), "name")} · {Text(invoice, "entryDate")} · ordre {Text(invoice, "orderNo")}</p>")
            .Append("<table><tr><th>Beskrivelse</th><th>Antal</th><th>Pris</th><th>Beløb</th></tr>");
        foreach (var line in invoice.GetProperty("lines").EnumerateArray())
        {
            body.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{Text(line, "description")}</td><td>{Amount(line, "quantity")}</td><td>{Amount(line, "unitPrice")}</td><td>{Amount(line, "amount")}</td></tr>");
        }

        body.Append(CultureInfo.InvariantCulture,
            $"</table><p>Netto {Amount(invoice, "amount")} · Moms {Amount(invoice, "tax")} · <b>I alt {Amount(invoice, "grossAmount")} {currency}</b></p><p>{Text(invoice, "contactMessage")}</p>");
        return Frame(invoice.GetProperty("type").GetString() == "creditNote" ? "Kreditnota" : "Faktura", body.ToString());
    }

    private static string Frame(string title, string body) =>
        $$"""
        <!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>{{title}} · Billy (sandkasse)</title>
        <style>body{font:15px system-ui;margin:48px auto;max-width:760px;color:#1f2933}table{width:100%;border-collapse:collapse}
        th,td{text-align:left;padding:8px;border-bottom:1px solid #e4e7eb}small{color:#616e7c}</style></head>
        <body><small>Sandkassens Billy. Den rigtige Billy ser anderledes ud.</small><h1>{{title}}</h1>{{body}}</body></html>
        """;

    private static string Text(JsonElement record, string property) =>
        WebUtility.HtmlEncode(record.GetProperty(property).GetString() ?? "");

    private static string Amount(JsonElement record, string property) =>
        record.GetProperty(property).GetDecimal().ToString("N2", Danish);
}
