using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

/// <summary>Plug&amp;Pay's orders as customers, invoices and payments. Pure.</summary>
internal static class PlugAndPayRecords
{
    /// <summary>Whoever ordered for a company.</summary>
    public const string Buyers = "buyer";

    private const string Final = "final";
    private const string Live = "live";
    private const string Netherlands = "NL";

    /// <summary>Why an order does not come here; null where it does.</summary>
    public static LeftOutReason? WhyNot(PlugAndPayOrder order) =>
        order.DeletedAt is not null ? LeftOutReason.DeletedThere
        : order.Mode is not (null or Live) ? LeftOutReason.Test
        : order.InvoiceStatus is not Final || InputText.Line(order.InvoiceNumber) is null ? LeftOutReason.Draft
        : order.Amount is null || order.AmountWithTax is null || IsTooLarge(order) ? LeftOutReason.Unreadable
        : null;

    /// <summary>Whom an order is invoiced to: a customer of the shop, or of that order alone where the shop names none.</summary>
    public static string CustomerIdOf(PlugAndPayOrder order) => order.CustomerId is { } id ? PlugAndPayIds.Text(id) : $"order-{PlugAndPayIds.Text(order.Id)}";

    public static SourceCustomer Customer(PlugAndPayOrder order)
    {
        var (contact, address) = (order.Billing?.Contact, order.Billing?.Address);
        var company = InputText.Line(contact?.Company);
        return new(CustomerIdOf(order), new CustomerForm
        {
            Name = Line(company ?? PersonOf(contact) ?? InputText.Line(contact?.Email) ?? PlugAndPayIds.Text(order.Id), CustomerRules.MaxName),
            Kind = company is not null || InputText.Line(contact?.VatIdNumber) is not null ? CustomerKind.Company : CustomerKind.Person,
            RegistrationNo = Line(contact?.VatIdNumber, CustomerRules.MaxShortText),
            CountryCode = Countries.Find(address?.Country) ?? RatesOf(order).Select(rate => Countries.Find(rate.Country)).FirstOrDefault(country => country is not null) ?? Netherlands,
            Street = Line($"{address?.Street} {address?.Housenumber}", CustomerRules.MaxName),
            ZipCode = Line(address?.Zipcode, CustomerRules.MaxShortText),
            City = Line(address?.City, CustomerRules.MaxName),
            Phone = Line(contact?.Telephone, CustomerRules.MaxShortText),
            Email = EmailOf(contact?.InvoiceEmail) ?? EmailOf(contact?.Email),
        });
    }

    /// <summary>The person who ordered for a company; nobody where a person ordered for themselves.</summary>
    public static SourcePersons PersonsOf(PlugAndPayOrder order) => new(
        CustomerIdOf(order), Buyers,
        order.Billing?.Contact is { } contact && InputText.Line(contact.Company) is not null && PersonOf(contact) is { } name
            ? [("1", new ContactPersonForm { Name = name, Email = EmailOf(contact.Email), Phone = contact.Telephone })]
            : []);

    /// <summary>An order that comes here.</summary>
    /// <param name="shop">The shop's id.</param>
    /// <param name="order">The order.</param>
    public static SourceInvoice Invoice(string shop, PlugAndPayOrder order)
    {
        var (net, gross) = (Money.Round(order.Amount!.Value), Money.Round(order.AmountWithTax!.Value));
        var isCreditNote = order.Payment?.Status == PaymentStatuses.CreditInvoice || gross < 0;
        var sign = gross < 0 || gross == 0 && net < 0 ? -1 : 1;
        var stated = new Totals(sign * net, sign * (gross - net), sign * gross);
        var isInclusive = order.IsTaxIncluded ?? true;
        var standing = isCreditNote ? SourceStanding.CreditNote : StandingOf(order.Payment?.Status);
        return new()
        {
            Id = PlugAndPayIds.Text(order.Id),
            CustomerId = CustomerIdOf(order),
            CreditedId = isCreditNote ? CreditedBy(order) : null,
            Standing = standing,
            Remaining = standing == SourceStanding.Open ? stated.Gross : 0,
            MadeAt = order.CreatedAt,
            Stated = stated,
            Invoice = new Invoice
            {
                Id = Guid.CreateVersion7(),
                Kind = isCreditNote ? InvoiceKind.CreditNote : InvoiceKind.Invoice,
                Number = Line(order.InvoiceNumber, InvoiceRules.MaxShortText)!,
                IssueDate = DayOf(order),
                Currency = order.Currency is { Length: 3 } currency ? currency.ToUpperInvariant() : PlugAndPaySystem.Euro,
                PricesIncludeVat = isInclusive,
                // What the shop calls the order, beside the number of its invoice.
                OrderReference = PlugAndPayIds.Text(order.Id),
                Status = InvoiceStatus.Sent,
                Origin = PlugAndPaySystem.Origin,
                OriginId = PlugAndPayIds.OfOrder(shop, order.Id),
                Lines = OrderLines.Of(order, isInclusive, stated, sign),
            },
        };
    }

    /// <summary>What was paid of an order; null where nothing is told that would change what is known.</summary>
    public static SourcePayments? PaymentsOf(string shop, PlugAndPayOrder order)
    {
        var payment = order.Payment;
        if (payment?.Status is PaymentStatuses.Reversed)
            return new(PlugAndPayIds.Text(order.Id), []);
        if (payment?.Status is not PaymentStatuses.Paid || order.AmountWithTax is not { } amount || amount <= 0)
            return null;
        var id = Line(payment.TransactionId, InvoiceOrigin.MaxIdLength / 2) ?? PlugAndPayIds.OfOrder(shop, order.Id);
        var day = payment.PaidAt is { } paid ? PlugAndPaySystem.Zone.DayAt(paid) : DayOf(order);
        return new(PlugAndPayIds.Text(order.Id),
            [new(id, day, Money.Round(amount), order.Currency is { Length: 3 } currency ? currency.ToUpperInvariant() : PlugAndPaySystem.Euro, Line(payment.Method, InvoiceRules.MaxDescription))]);
    }

    /// <summary>The day of an order's invoice where the shops are.</summary>
    public static DateOnly DayOf(PlugAndPayOrder order) => order.InvoiceDate
        ?? ((order.Payment?.PaidAt ?? order.CreatedAt) is { } moment ? PlugAndPaySystem.Zone.DayAt(moment) : default);

    private static SourceStanding StandingOf(string? status) => status switch
    {
        PaymentStatuses.Open or PaymentStatuses.Processing or PaymentStatuses.Reversed => SourceStanding.Open,
        PaymentStatuses.Paid => SourceStanding.Paid,
        PaymentStatuses.Credited => SourceStanding.Credited,
        PaymentStatuses.CreditInvoice => SourceStanding.CreditNote,
        _ => SourceStanding.Unknown,
    };

    // What is related may be other things, too; what is taken back was there before, and is one.
    private static string? CreditedBy(PlugAndPayOrder order) =>
        order.RelatedOrders.Where(id => id < order.Id).Distinct().Take(2).ToList() is [var only] ? PlugAndPayIds.Text(only) : null;

    private static IEnumerable<PlugAndPayTaxRate> RatesOf(PlugAndPayOrder order) =>
        order.Items.Select(item => item.Tax).Concat(order.Taxes).Select(tax => tax?.Rate).OfType<PlugAndPayTaxRate>();

    private static bool IsTooLarge(PlugAndPayOrder order)
    {
        IEnumerable<decimal?> told =
        [
            order.Amount, order.AmountWithTax, order.Shipping?.Amount, order.Shipping?.AmountWithTax,
            .. order.Items.SelectMany(item => new[] { item.Amount, item.AmountWithTax, item.Quantity }),
            .. order.Items.SelectMany(item => item.Discounts).Concat(order.TotalDiscounts).SelectMany(discount => new[] { discount.Amount, discount.AmountWithTax }),
            .. order.CollectionCosts.SelectMany(cost => new[] { cost.Amount, cost.AmountWithTax }),
            .. order.CollectionCosts.Append(order.Shipping).SelectMany(cost => cost?.Taxes ?? []).SelectMany(tax => new[] { tax.Amount, tax.AmountWithTax }),
        ];
        return told.Any(amount => amount is { } known && Math.Abs(known) > Money.Largest);
    }

    private static string? PersonOf(PlugAndPayContact? contact) => InputText.Line($"{contact?.Firstname} {contact?.Lastname}");

    private static string? EmailOf(string? email) =>
        InputText.Line(email) is { } line && line.Length <= CustomerRules.MaxEmail && CustomerRules.IsEmail(line) ? line : null;

    private static string? Line(string? text, int most) => OutsideText.Line(InputText.Line(text), most);
}
