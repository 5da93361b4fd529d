using System.Globalization;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Records as the API shows them.</summary>
/// <param name="company">Whose they are.</param>
internal sealed class BillitWriter(BillitCompany company)
{
    /// <summary>What orders of clients are said to come from.</summary>
    public const string Provider = "APIFeed";

    private static readonly string[] Roles = ["Administrator"];

    /// <summary>An order in a list.</summary>
    public object Summary(BillitOrder order) => Fields(order);

    /// <summary>An order on its own.</summary>
    public object Detail(BillitOrder order)
    {
        var (content, fields) = (order.Content, Fields(order));
        Add(fields, "Customer", company.FindParty(order.Party));
        Add(fields, "Supplier", new { PartyID = company.Id, company.Name, VATNumber = company.VatNumber });
        Add(fields, "OrderTitle", content.OrderTitle);
        Add(fields, "Comments", content.Comments);
        Add(fields, "InternalInfo", content.InternalInfo);
        Add(fields, "Tags", content.Tags);
        Add(fields, "VentilationCode", content.VentilationCode);
        Add(fields, "AccountCode", content.AccountCode);
        Add(fields, "AboutInvoiceNumber", content.AboutInvoiceNumber);
        Add(fields, "PeriodFrom", content.PeriodFrom);
        Add(fields, "PeriodTill", content.PeriodTill);
        Add(fields, "ApprovalStatus", order.ApprovalStatus);
        Add(fields, "OrderLines", (content.OrderLines ?? []).Zip(order.Totals.Lines).Select(line => Line(line.First, line.Second)).ToList());
        Add(fields, "VatGroups", order.Totals.Groups);
        Add(fields, "Attachments", order.Attachments.Select(id => new { FileID = id, FileName = company.FindFile(id)!.Name }).ToList());
        Add(fields, "Messages", order.Messages.Select(message => Message(order.OrderID, message)).ToList());
        return fields;
    }

    public static object MessageDetail(MessageEventShape shape, long order, BillitMessage message) => shape switch
    {
        MessageEventShape.Empty => new { },
        MessageEventShape.Flat => Message(order, message),
        _ => new
        {
            OrderMessage = Message(order, message),
            AdditionalMessageInformation = new { EInvoiceFlowState = message.FlowState, AdditionalFlowStateInformation = message.Description },
        },
    };

    public static object Account(IEnumerable<BillitCompany> companies) => new
    {
        BillitPerson.Email,
        BillitPerson.FirstName,
        BillitPerson.LastName,
        Companies = companies.Select(Company).ToList(),
        UserCompanyRoles = companies.Select(one => new { PartyID = one.Id, UserRoleTypes = Roles }).ToList(),
        LoginOrRegisterNeeded = false,
    };

    private static object Company(BillitCompany company) => new
    {
        PartyID = company.Id,
        company.Name,
        APIAllowed = company.AllowsApi,
        APIEnabledFeatures = new { TimeRegistration = false, Projects = false, DailyReceipts = false, FinancialReduction = false, GLAccounts = false, Cashbook = false },
        UserLanguage = "NL",
        Addresses = new[] { new { AddressType = "InvoiceAddress", City = "Gent", CountryCode = company.TaxCountry } },
        VATNumber = company.VatNumber,
        VATLiable = true,
        VATDeductable = true,
        DefaultCurrencyTC = "EUR",
        SendUBL = true,
        SendPDF = true,
        Users = Array.Empty<object>(),
        Identifiers = Array.Empty<object>(),
    };

    private static object Line(BillitLine line, LineTotals totals) => line with
    {
        UnitPriceExcl = totals.UnitPriceExcl,
        TotalExcl = totals.TotalExcl,
        TotalVAT = totals.TotalVAT,
        TotalIncl = totals.TotalIncl,
        VATPercentage = totals.Rate,
        VentilationCode = totals.VentilationCode,
        InclLeading = line.InclLeading ?? false,
    };

    private static object Message(long order, BillitMessage message) => new
    {
        OrderID = order,
        FileID = string.Create(CultureInfo.InvariantCulture, $"{order:x}-pdf"),
        CreationDate = BillitClock.LocalAt(message.At),
        message.TransportType,
        message.Success,
        Trials = 1,
        message.Destination,
        MessageDirection = "Outgoing",
        message.Description,
    };

    private Dictionary<string, object> Fields(BillitOrder order)
    {
        var (content, fields) = (order.Content, new Dictionary<string, object>());
        Add(fields, "OrderID", order.OrderID);
        Add(fields, "CompanyID", company.Id);
        Add(fields, "OrderNumber", content.OrderNumber);
        Add(fields, "OrderPDF", order.Pdf is null ? null : new { FileID = order.Pdf });
        Add(fields, "CounterParty", company.FindParty(order.Party) is { } party ? new { party.PartyID, party.DisplayName, party.Email, party.VATNumber } : null);
        Add(fields, "OrderDate", content.OrderDate);
        Add(fields, "ExpiryDate", content.ExpiryDate);
        Add(fields, "DeliveryDate", content.DeliveryDate);
        Add(fields, "OrderType", content.OrderType);
        Add(fields, "OrderDirection", content.OrderDirection);
        Add(fields, "OrderStatus", order.Status);
        Add(fields, "LastModified", BillitClock.LocalAt(order.LastModified));
        Add(fields, "Created", BillitClock.LocalAt(order.Created));
        Add(fields, "TotalExcl", order.Totals.Excl);
        Add(fields, "TotalVAT", order.Totals.Vat);
        Add(fields, "TotalIncl", order.Totals.Incl);
        Add(fields, "ToPay", order.ToPay);
        Add(fields, "Currency", content.Currency);
        Add(fields, "FXRateToForeign", 1m);
        Add(fields, "Reference", content.Reference);
        Add(fields, "PaymentReference", content.PaymentReference);
        Add(fields, "PaymentMethod", content.PaymentMethod);
        Add(fields, "Paid", order.Paid);
        Add(fields, "PaidDate", order.PaidDate);
        Add(fields, "IsSent", order.IsSent);
        Add(fields, "Invoiced", order.Invoiced);
        Add(fields, "AccountantVerificationNeeded", order.AccountantVerificationNeeded);
        Add(fields, "ExportedToConnector", false);
        Add(fields, "RemindersSent", 0);
        Add(fields, "Overdue", !order.Paid && content.ExpiryDate is { } expiry && expiry.Date < BillitClock.LocalAt(company.Now).Date);
        Add(fields, "ExternalProvider", Provider);
        Add(fields, "ExternalProviderID", content.ExternalProviderID);
        Add(fields, "CurrentDocumentDeliveryDetails", order.Delivery is { } delivery ? Delivery(delivery) : null);
        return fields;
    }

    private static object Delivery(BillitDelivery delivery) => new
    {
        IsDocumentDelivered = delivery.DeliveredAt is not null,
        DocumentDeliveryStatus = delivery.Status,
        DocumentDeliveryDate = Local(delivery.DeliveredAt),
        DocumentDeliveryInfo = delivery.Info,
        DocumentRefusedDate = Local(delivery.RefusedAt),
        DocumentRefusedReasonTC = delivery.RefusedReason,
        DocumentRefusedInfo = delivery.RefusedInfo,
    };

    private static DateTime? Local(DateTimeOffset? moment) => moment is { } at ? BillitClock.LocalAt(at) : null;

    private static void Add(Dictionary<string, object> fields, string name, object? value)
    {
        if (value is not null)
            fields[name] = value;
    }
}
