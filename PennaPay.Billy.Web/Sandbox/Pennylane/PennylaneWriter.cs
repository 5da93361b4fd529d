using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Writes records as Pennylane answers them: amounts are texts, what is unset is empty, null or not there at all.</summary>
/// <param name="company">Whose records they are.</param>
/// <param name="baseUrl">The API's address as the client wrote it, which links begin with.</param>
internal sealed partial class PennylaneWriter(PennylaneCompany company, string baseUrl)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DateOnly today = company.Today;

    /// <summary>One decimal is usual, six are the most.</summary>
    public static string Amount(decimal amount) => (amount == 0 ? 0m : amount).ToString("0.0#####", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>The envelope of a list.</summary>
    /// <param name="json">Where it is written.</param>
    /// <param name="page">The page.</param>
    /// <param name="write">Writes the properties of one record.</param>
    public static void List<T>(Utf8JsonWriter json, PageOf<T> page, Action<Utf8JsonWriter, T> write)
    {
        Array(json, "items", page.Items, write);
        json.WriteBoolean("has_more", page.NextCursor is not null);
        json.WriteString("next_cursor", page.NextCursor);
    }

    public static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <param name="json">Where it is written.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="withType">Only the lists of both kinds say which one it is.</param>
    public void Customer(Utf8JsonWriter json, SandboxCustomer customer, bool withType)
    {
        json.WriteNumber("id", customer.Id);
        if (withType)
            json.WriteString("customer_type", customer.IsCompany ? "company" : "individual");
        json.WriteString("name", customer.FullName);
        if (customer.IsCompany)
        {
            json.WriteString("reg_no", customer.RegNo);
            json.WriteString("vat_number", customer.VatNumber);
        }
        else
        {
            json.WriteString("first_name", customer.FirstName);
            json.WriteString("last_name", customer.LastName);
        }
        json.WriteString("billing_iban", customer.BillingIban);
        json.WriteString("payment_conditions", customer.PaymentConditions);
        json.WriteString("recipient", customer.Recipient);
        json.WriteString("phone", customer.Phone);
        json.WriteString("reference", customer.Reference);
        json.WriteString("notes", customer.Notes);
        Id(json, "ledger_account", customer.LedgerAccount);
        json.WriteStartArray("emails");
        foreach (var email in customer.Emails)
            json.WriteStringValue(email);
        json.WriteEndArray();
        Address(json, "billing_address", customer.BillingAddress);
        Address(json, "delivery_address", customer.DeliveryAddress);
        json.WriteString("external_reference", customer.ExternalReference);
        json.WriteString("billing_language", customer.BillingLanguage);
        Link(json, "mandates", $"sepa_mandates?customer_id={customer.Id}");
        Link(json, "pro_account_mandates", $"pro_account/mandates?customer_id={customer.Id}");
        Link(json, "contacts", $"customers/{customer.Id}/contacts");
        Times(json, customer);
    }

    public static void Contact(Utf8JsonWriter json, SandboxContact contact)
    {
        json.WriteNumber("id", contact.Id);
        json.WriteString("first_name", contact.FirstName);
        json.WriteString("last_name", contact.LastName);
        json.WriteString("role", contact.Role);
        json.WriteString("email", contact.Email);
        json.WriteString("telephone_number", contact.TelephoneNumber);
        json.WriteString("mobile_number", contact.MobileNumber);
        Times(json, contact);
    }

    public static void Product(Utf8JsonWriter json, SandboxProduct product)
    {
        var line = new SandboxInvoiceLine { UnitPrice = product.PriceBeforeTax, VatRate = product.VatRate };
        json.WriteNumber("id", product.Id);
        json.WriteString("label", product.Label);
        json.WriteString("description", product.Description);
        json.WriteString("external_reference", product.ExternalReference);
        json.WriteString("price_before_tax", Amount(product.PriceBeforeTax));
        json.WriteString("vat_rate", product.VatRate);
        json.WriteString("price", Amount(line.CurrencyBeforeTax + line.CurrencyTax));
        json.WriteString("unit", product.Unit);
        json.WriteString("currency", product.Currency);
        json.WriteString("reference", product.Reference);
        json.WriteNull("ledger_account");
        json.WriteNull("archived_at");
        Times(json, product);
    }

    public static void Change(Utf8JsonWriter json, Change change)
    {
        json.WriteNumber("id", change.Id);
        json.WriteString("operation", change.Operation);
        json.WriteString("processed_at", Time(change.ProcessedAt));
        json.WriteString("updated_at", Time(change.UpdatedAt));
        json.WriteString("created_at", Time(change.CreatedAt));
    }

    private static void Times(Utf8JsonWriter json, SandboxItem item)
    {
        json.WriteString("created_at", Time(item.CreatedAt));
        json.WriteString("updated_at", Time(item.UpdatedAt));
    }

    private static void Address(Utf8JsonWriter json, string name, SandboxAddress address)
    {
        json.WriteStartObject(name);
        json.WriteString("address", address.Address);
        json.WriteString("postal_code", address.PostalCode);
        json.WriteString("city", address.City);
        json.WriteString("country_alpha2", address.Country);
        json.WriteEndObject();
    }

    private static void Id(Utf8JsonWriter json, string name, long? id)
    {
        if (id is not { } known)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("id", known);
        json.WriteEndObject();
    }

    private void Link(Utf8JsonWriter json, string name, string path)
    {
        json.WriteStartObject(name);
        json.WriteString("url", $"{baseUrl}/{path}");
        json.WriteEndObject();
    }

    /// <summary>Another record, by its id and where it is.</summary>
    private void Reference(Utf8JsonWriter json, string name, string plural, long? id)
    {
        if (id is not { } known)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("id", known);
        json.WriteString("url", $"{baseUrl}/{plural}/{known}");
        json.WriteEndObject();
    }

    private static string Nonce() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
