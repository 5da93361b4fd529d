using System.Text;

namespace PennaPay.Billy.Tests.Sandbox.Pennylane;

/// <summary>What happened, in the order in which it was processed, for four weeks.</summary>
public sealed class ChangelogTests : PennylaneTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    private DateTimeOffset read;

    [Fact]
    public async Task Entry_IsAnIdAndWhatHappened_SomeTimeAfterIt()
    {
        var id = Company.AddProduct(new() { Label = "Lampe" });
        Assert.Equal("""{"items":[],"has_more":false,"next_cursor":null}""", (await GetAsync("changelogs/products")).Text);

        Server.Time.Advance(TimeSpan.FromSeconds(0.8));

        Assert.Equal(
            $$"""{"items":[{"id":{{id}},"operation":"insert","processed_at":"2026-11-20T09:00:00.800000Z","updated_at":"2026-11-20T08:59:59.999997Z","created_at":"2026-11-20T09:00:00.000000Z"}],"has_more":false,"next_cursor":null}""",
            (await GetAsync("changelogs/products")).Text);
    }

    [Fact]
    public async Task MakingADraft_IsAnInsertAndSomeUpdatesWithinTwoSeconds()
    {
        var customer = Company.AddCustomer("Dupont");
        for (var i = 0; i < 3; i++)
            Company.DraftInvoice(customer, 10m);
        Server.Time.Advance(TimeSpan.FromSeconds(2));

        var entries = (await GetAsync("changelogs/customer_invoices?limit=1000")).Ok["items"].Items.Select(item => item.Show("id", "operation"));

        Assert.All(Company.Invoices, invoice =>
        {
            var own = entries.Where(entry => entry.StartsWith($"{invoice.Id} ", StringComparison.Ordinal)).Select(entry => entry.Split(' ')[1]).ToList();
            Assert.Equal("insert", own[0]);
            Assert.All(own[1..], operation => Assert.Equal("update", operation));
            Assert.InRange(own.Count, 2, 4);
        });
    }

    [Fact]
    public async Task People_LeaveTracesOfWhatTheyDo()
    {
        var (gone, kept) = (Company.AddCustomer("A"), Company.AddCustomer("B"));
        var invoice = Company.AddInvoice(gone, 100m);
        var draft = Company.DraftInvoice(kept, 10m);
        await SkipAsync();

        Company.MergeCustomers(gone, kept);
        Assert.Equal(($"{gone} delete, {kept} update", $"{invoice} update"), await NewsAsync());
        Company.EditCustomer(kept, customer => customer with { Phone = "1" });
        Company.DeleteDraft(draft);
        Assert.Equal(($"{kept} update", $"{draft} delete"), await NewsAsync());
        var transaction = Company.Pay(invoice, 20m);
        Assert.Equal(("", $"{invoice} update"), await NewsAsync());
        Company.Unmatch(invoice, transaction);
        Assert.Equal(("", $"{invoice} update"), await NewsAsync());
        var note = Company.DraftCreditNote(new() { Customer = kept });
        Company.Finalise(note);
        await SkipAsync();
        Company.LinkCreditNote(note, invoice);
        Assert.Equal(("", $"{note} update, {invoice} update"), await NewsAsync());
        Company.AddContact(kept, new() { FirstName = "Nadia" });
        Assert.Equal(("", ""), await NewsAsync());
        Server.Time.Advance(TimeSpan.FromDays(20));
        await SkipAsync();
        Server.Time.Advance(TimeSpan.FromDays(20));
        Assert.Equal("late", Company.StatusOf(invoice));
        Assert.Equal(("", ""), await NewsAsync());
    }

    [Fact]
    public async Task WhetherMatchesAndContactsAreLogged_CanBeChosen()
    {
        Sandbox.Behaviour.MatchesAreLogged = false;
        Sandbox.Behaviour.ContactsAreLogged = true;
        var customer = Company.AddCustomer("A");
        var invoice = Company.AddInvoice(customer, 100m);
        await SkipAsync();

        Company.Pay(invoice);
        Company.AddContact(customer, new() { FirstName = "Nadia" });

        Assert.Equal(($"{customer} update", ""), await NewsAsync());
        Assert.Equal("paid", Company.StatusOf(invoice));
    }

    [Fact]
    public async Task Cursor_IsTheTimeOfTheLastEntry_AndGoesWithoutAStart()
    {
        var ids = Enumerable.Range(0, 5).Select(_ => Company.AddProduct(new() { Label = "x" })).ToList();
        Server.Time.Advance(Moment);

        var first = (await GetAsync("changelogs/products?limit=2&start_date=2026-11-20T09:00:00Z")).Ok;
        var cursor = first["next_cursor"].Text;

        Assert.Equal(first["items"][1]["processed_at"].Text, Encoding.UTF8.GetString(Convert.FromBase64String(cursor)));
        Assert.Equal(ids[..2], first["items"].Items.Select(item => item["id"].Element.GetInt64()));
        Assert.Equal(ids[2..], await IdsAsync($"changelogs/products?cursor={Uri.EscapeDataString(cursor)}"));
        var both = await GetAsync($"changelogs/products?start_date=2026-11-20T09:00:00Z&cursor={Uri.EscapeDataString(cursor)}");
        Assert.Equal("""400 {"error":"start_date and cursor cannot be used together","status":400}""", $"{both.Code} {both.Text}");
        Assert.Equal(400, (await GetAsync("changelogs/products?cursor=nonsense")).Code);
    }

    [Fact]
    public async Task SeveralAtOneTime_AreLostAtTheEdgeOfAPage_WhereTheyMayShareIt()
    {
        Sandbox.Behaviour.EntriesShareTimes = true;
        for (var i = 0; i < 3; i++)
            Company.AddProduct(new() { Label = "x" });
        Server.Time.Advance(Moment);

        var first = (await GetAsync("changelogs/products?limit=2")).Ok;

        Assert.Equal("true", first["has_more"].Text);
        Assert.Empty(await IdsAsync($"changelogs/products?cursor={Uri.EscapeDataString(first["next_cursor"].Text)}"));
    }

    [Fact]
    public async Task StartDate_IsTheFirstThatCounts()
    {
        Company.AddProduct(new() { Label = "x" });
        var second = Company.AddProduct(new() { Label = "y" });
        Server.Time.Advance(Moment);

        Assert.Equal([second], await IdsAsync("changelogs/products?start_date=2026-11-20T09:00:00.800001Z"));
        Assert.Equal([second], await IdsAsync("changelogs/products?start_date=2026-11-20T10:00:00.800001%2B01:00"));
        Assert.Equal("start_date InvalidDateTimeFormat", (await GetAsync("changelogs/products?start_date=2026-11-20")).Json.Show("field", "code"));
        Assert.Equal("start_date InvalidDateTimeFormat", (await GetAsync("changelogs/products?start_date=Tlast")).Json.Show("field", "code"));
    }

    [Fact]
    public async Task AfterFourWeeks_EntriesAreGone_AndAskingForThemIsRefused()
    {
        Company.AddProduct(new() { Label = "x" });
        Server.Time.Advance(TimeSpan.FromDays(14));
        var second = Company.AddProduct(new() { Label = "y" });
        Server.Time.Advance(TimeSpan.FromDays(14) + Moment);

        Assert.Equal([second], await IdsAsync("changelogs/products"));
        Assert.Equal([second], await IdsAsync("changelogs/products?start_date=2026-11-20T09:00:04Z"));
        var refused = await GetAsync("changelogs/products?start_date=2026-11-20T09:00:02Z");
        Assert.Equal("""422 {"error":"start_date must be within the last 4 weeks","status":422}""", $"{refused.Code} {refused.Text}");
    }

    private async Task SkipAsync() => await NewsAsync();

    /// <summary>What the logs of customers and of invoices have since this was last asked.</summary>
    private async Task<(string Customers, string Invoices)> NewsAsync()
    {
        Server.Time.Advance(Moment);
        var since = read == default ? "" : $"&start_date={read:yyyy-MM-ddTHH:mm:ssZ}";
        read = Server.Time.GetUtcNow();
        return (await ShowAsync("customers"), await ShowAsync("customer_invoices"));

        async Task<string> ShowAsync(string log) => string.Join(
            ", ", (await GetAsync($"changelogs/{log}?limit=1000{since}")).Ok["items"].Items.Select(item => item.Show("id", "operation")));
    }
}
