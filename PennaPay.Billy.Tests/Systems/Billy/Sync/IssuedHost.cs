using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>A company that a person issues invoices in, and what comes in of them.</summary>
internal sealed class IssuedHost : IAsyncDisposable
{
    private readonly EndpointHost host;

    private IssuedHost(EndpointHost host)
    {
        this.host = host;
        Contact = host.AddContact();
        Product = AddProduct("Konsulenttime");
    }

    public string Contact { get; }

    /// <summary>A product that gives 25 % to a Dane.</summary>
    public string Product { get; }

    public BillySandbox Billy => host.Billy;

    public EndpointHost Endpoints => host;

    public static async Task<IssuedHost> StartAsync(SandboxCompanyOptions? options = null) => new(await EndpointHost.StartAsync(options));

    public string AddProduct(string name, string? ruleset = null) => Billy.AddRecord(host.Token, "products", new
    {
        name,
        salesTaxRulesetId = ruleset is null ? null : Billy.Records(host.Token, "salesTaxRulesets")
            .Single(set => set.GetProperty("abbreviation").GetString() == ruleset).GetProperty("id").GetString(),
    });

    /// <summary>One line of 1,000.00 of the product, or this one.</summary>
    public string Issue(object? line = null, params ReadOnlySpan<(string Property, object? Value)> more) =>
        IssueOf([line ?? Line(1, 1000)], more);

    public string IssueOf(IEnumerable<object> lines, params ReadOnlySpan<(string Property, object? Value)> more) =>
        Billy.Issue(host.Token, Contact, lines, [("entryDate", "2026-11-20"), .. more]);

    public object Line(decimal quantity, decimal unitPrice, string? description = "Uge 43", string? mode = null, decimal? discount = null, string? product = null) =>
        new { productId = product ?? Product, quantity, unitPrice, description, discountMode = mode, discountValue = discount };

    public Task<IReadOnlyList<RemoteDocument>> AllAsync(Action<int>? read = null) => host.Invoices.ReadAllAsync(host.Opened, read, default);

    /// <summary>All of what is wanted, in the order of the parts that it came in.</summary>
    public async Task<IReadOnlyList<IssuedInvoice>> WholeAsync(IReadOnlyCollection<RemoteDocument> wanted, Action<int>? part = null)
    {
        List<IssuedInvoice> all = [];
        await foreach (var some in host.Invoices.ReadWholeAsync(host.Opened, wanted, default))
        {
            all.AddRange(some);
            part?.Invoke(some.Count);
        }

        return all;
    }

    public async Task<IReadOnlyList<IssuedInvoice>> WholeAsync() => await WholeAsync(await AllAsync());

    /// <summary>The only one, which nothing is wrong with.</summary>
    public async Task<Invoice> OnlyAsync()
    {
        var issued = Assert.Single(await WholeAsync());
        Assert.Empty(Problems(issued));
        return issued.Invoice;
    }

    public Task<IReadOnlyList<RemotePayment>> PaymentsAsync() => host.Invoices.ReadPaymentsAsync(host.Opened, default);

    /// <summary>What the intake would say of it, made out to somebody who is stored.</summary>
    public static IReadOnlyList<IntakeProblem> Problems(IssuedInvoice issued) => InvoiceIntake.Check(
        [new(issued.Invoice, new Customer { Name = "Nordlys Design ApS", CountryCode = "DK" }, issued.Stated, Guid.CreateVersion7())]);

    /// <summary>What is asked meanwhile: the resource, with the size of the page where there is one.</summary>
    public async Task<IReadOnlyList<string>> RequestsOfAsync(Func<Task> work)
    {
        var before = host.Host.LastRequest;
        await work();
        return
        [
            .. Billy.Requests(since: before).Select(request => request.Path.Split('?'))
                .Select(path => path is [var resource, var query] && query.Split('&').FirstOrDefault(part => part.StartsWith("pageSize=", StringComparison.Ordinal)) is { } size
                    ? $"{resource} {size[9..]}" : path[0]),
        ];
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
