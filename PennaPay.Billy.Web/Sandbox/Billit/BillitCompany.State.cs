using System.Globalization;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>What is kept of a company, how it is made of that again, and how one is filled for measuring.</summary>
public sealed partial class BillitCompany
{
    /// <summary>
    /// Adds many customers, and invoices of one line spread evenly over them and over the last year; every third is open, the rest is paid. Nobody
    /// is told of them.
    /// </summary>
    public void AddMany(int customers, int invoices) => Change(() =>
    {
        var (ids, now) = (new long[customers], Now);
        for (var i = 0; i < customers; i++)
        {
            ids[i] = AddParty(new()
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"Klant {i + 1:00000}"), Nr = string.Create(CultureInfo.InvariantCulture, $"K{i + 1:00000}"),
                Email = $"k{i + 1}@voorbeeld.be", CountryCode = "BE",
            });
        }
        for (var i = 0; i < invoices; i++)
        {
            var (id, time) = (world.NextId(), now.AddDays(-360 + (360d * i / invoices)));
            var day = BillitClock.LocalAt(time).Date;
            var content = new OrderContent
            {
                OrderType = "Invoice", OrderDirection = "Income", OrderNumber = string.Create(CultureInfo.InvariantCulture, $"M{i + 1:000000}"), OrderDate = day, ExpiryDate = day.AddDays(30), Currency = "EUR",
                OrderLines = [new() { Description = "Prestatie", Quantity = 1, UnitPriceExcl = 50 + (i % 950), VATPercentage = 21 }],
            };
            var totals = OrderTotals.Of(content, world.Behaviour);
            var isPaid = i % 3 > 0;
            numbers.Add(content.OrderNumber);
            orders[id] = new()
            {
                OrderID = id, Content = content, Party = ids[i % customers], Totals = totals, Created = time, LastModified = time, IsSent = true,
                Paid = isPaid, PaidDate = isPaid ? day.AddDays(14) : null, ToPay = isPaid ? 0 : totals.Incl,
            };
        }
    });

    internal BillitCompanyState State()
    {
        lock (world.Gate)
            return StateNow();
    }

    private BillitCompanyState StateNow() => new(Id, Name, VatNumber)
    {
        AllowsApi = AllowsApi,
        IsEmailVerified = IsEmailVerified,
        SendsAutomatically = SendsAutomatically,
        TaxCountry = TaxCountry,
        LastMorning = lastMorning,
        Parties = [.. parties.Values],
        Orders = [.. orders.Values],
        Files = [.. files.Values],
        Webhooks = [.. webhooks],
        IdempotencyKeys = [.. idempotencyKeys],
        Deleted = [.. deleted],
        Sequences = new Dictionary<string, int>(sequences),
    };

    internal void Restore(BillitCompanyState kept)
    {
        (AllowsApi, IsEmailVerified, SendsAutomatically, TaxCountry) = (kept.AllowsApi, kept.IsEmailVerified, kept.SendsAutomatically, kept.TaxCountry);
        lastMorning = kept.LastMorning;
        foreach (var party in kept.Parties)
            parties[party.PartyID] = party;
        foreach (var order in kept.Orders)
        {
            orders[order.OrderID] = order;
            numbers.Add(order.Content.OrderNumber!);
            if (order.Delivery?.Due is not null)
                underWay.Add(order.OrderID);
        }
        foreach (var file in kept.Files)
            files[file.Id] = file;
        webhooks.AddRange(kept.Webhooks);
        idempotencyKeys.UnionWith(kept.IdempotencyKeys);
        deleted.AddRange(kept.Deleted);
        foreach (var (type, last) in kept.Sequences)
            sequences[type] = last;
    }
}
