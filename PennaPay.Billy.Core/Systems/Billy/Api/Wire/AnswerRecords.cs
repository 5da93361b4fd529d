namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

/// <summary>Finds in an answer the record that it is about.</summary>
internal static class AnswerRecords
{
    /// <summary>
    /// The record that an answer is about. An answer to a write holds "all records that changed"; where there are several,
    /// exactly one must be the expected one.
    /// </summary>
    public static TRecord? One<TRecord>(
        TRecord? single, IReadOnlyList<TRecord>? several, Func<TRecord, bool> isExpected)
        where TRecord : class, IBillyRecord
    {
        IReadOnlyList<TRecord> candidates = single is null ? several ?? [] : [single];
        if (candidates.Count > 1)
            candidates = [.. candidates.Where(record => record is not null && isExpected(record))];
        return candidates.Count == 1 && BillyId.IsGiven(candidates[0]) ? candidates[0] : null;
    }

    public static TRecord? ById<TRecord>(TRecord? single, IReadOnlyList<TRecord>? several, string id)
        where TRecord : class, IBillyRecord =>
        One(single, several, record => record.Id == id) is { } found && found.Id == id ? found : null;

    /// <summary>A contact with those of its persons that stand beside it in the answer to a write.</summary>
    public static BillyContact? WithPersons(ContactsAnswer answer, BillyContact? contact) =>
        contact is { ContactPersons.Count: 0 }
            ? contact with { ContactPersons = [.. (answer.ContactPersons ?? []).Where(person => person?.ContactId == contact.Id)] }
            : contact;

    /// <summary>A product with those of its prices that stand beside it in the answer to a write.</summary>
    public static BillyProduct? WithPrices(ProductsAnswer answer, BillyProduct? product) =>
        product is { Prices.Count: 0 }
            ? product with { Prices = [.. (answer.ProductPrices ?? []).Where(price => price?.ProductId == product.Id)] }
            : product;

    public static BillyInvoice? WithLines(InvoicesAnswer answer, BillyInvoice? invoice)
    {
        if (invoice is null)
            return null;
        var beside = (answer.InvoiceLines ?? []).Where(line => line is not null && line.InvoiceId == invoice.Id);
        return invoice with
        {
            Lines = [.. (invoice.Lines.Count > 0 ? invoice.Lines : beside).OrderBy(line => line.Priority)],
        };
    }
}
