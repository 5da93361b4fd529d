using System.Globalization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>What the people of a company do in Billit, and those who get its invoices.</summary>
internal sealed class BillitPractice(BillitSandbox billit) : ISourcePractice
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(10);

    public string System => "billit";

    public SourcePracticeBooks? Read(string token, string account, int most)
    {
        if (Find(token, account) is not { } company)
            return null;
        var names = company.Parties.ToDictionary(party => party.PartyID, party => party.Name);
        return new(
            [],
            [.. company.Orders.Where(order => order.Content.OrderDirection == "Income").OrderByDescending(order => order.OrderID).Take(most).Select(Document)],
            [SourceAct.PassTime]);

        SourcePracticeDocument Document(BillitOrder order)
        {
            var isCreditNote = order.Content.OrderType == "CreditNote";
            return new(
                order.OrderID.ToString(CultureInfo.InvariantCulture), order.Content.OrderNumber, names.GetValueOrDefault(order.Party) ?? "–",
                isCreditNote ? -order.Totals.Incl : order.Totals.Incl, order.Content.Currency ?? "EUR", StateOf(order), ActsOn(order));
        }
    }

    public void Do(string token, string account, SourceAct act, string? id)
    {
        var company = Find(token, account) ?? throw new KeyNotFoundException("No company is opened by this token.");
        switch (act)
        {
            case SourceAct.PassTime:
                billit.Advance(Moment);
                break;
            case SourceAct.Pay:
                company.Pay(Id());
                break;
            case SourceAct.Unmatch:
                company.ReversePayment(Id());
                break;
            case SourceAct.Deliver:
                company.Deliver(Id());
                break;
            case SourceAct.Refuse:
                company.RefuseDelivery(Id(), "De factuur is niet van ons.");
                break;
            case SourceAct.Delete:
                company.DeleteOrder(Id());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(act));
        }

        long Id() => long.TryParse(id, CultureInfo.InvariantCulture, out var number) ? number : throw new KeyNotFoundException("There is nothing of that id.");
    }

    private BillitCompany? Find(string token, string account) =>
        billit.CompaniesOf(token).FirstOrDefault(company => company.Id.ToString(CultureInfo.InvariantCulture) == account);

    private static IReadOnlyList<SourceAct> ActsOn(BillitOrder order) =>
    [
        .. order.Paid ? [SourceAct.Unmatch] : (SourceAct[])[SourceAct.Pay],
        .. order.Delivery is { Status: "Pending" } ? [SourceAct.Deliver] : Array.Empty<SourceAct>(),
        .. order is { WentByPeppol: true, Delivery: { RefusedAt: null, Status: "Pending" or "Delivered" } } ? [SourceAct.Refuse] : Array.Empty<SourceAct>(),
        .. order.WentByPeppol ? [] : (SourceAct[])[SourceAct.Delete],
    ];

    private static SourcePracticeState StateOf(BillitOrder order) => order switch
    {
        { Delivery.RefusedAt: not null } => SourcePracticeState.Refused,
        { Content.OrderType: "CreditNote" } => SourcePracticeState.CreditNote,
        { Paid: true } => SourcePracticeState.Paid,
        { Delivery.Status: "Pending" } => SourcePracticeState.OnItsWay,
        { Payments.Count: > 0 } => SourcePracticeState.PartlyPaid,
        _ => SourcePracticeState.Open,
    };
}
