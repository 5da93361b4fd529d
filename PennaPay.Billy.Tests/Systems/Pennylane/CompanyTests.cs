using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane;

/// <summary>A company of Pennylane's that is connected and not yet taken in, against the sandbox over HTTP. It is 20 November 2026.</summary>
public abstract class CompanyTests : IAsyncLifetime
{
    protected static readonly DateOnly Today = new(2026, 11, 20);

    internal SourceHost Host { get; private set; } = null!;

    protected PennylaneCompany Company => Host.Company;

    public async Task InitializeAsync()
    {
        Host = await StartAsync();
        await Host.ConnectAsync();
    }

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();

    private protected virtual Task<SourceHost> StartAsync() => SourceHost.StartAsync();

    /// <summary>How one of theirs stands here.</summary>
    protected async Task<string> StandsAsync(long id)
    {
        var (invoice, standing) = (await Host.InvoiceAsync(id))!.Value;
        return FormattableString.Invariant($"{standing.Standing} {invoice.Gross:0.00}, {standing.Remaining:0.00} left");
    }

    /// <summary>A customer with an invoice of 120.00 that is open.</summary>
    protected (long Customer, long Invoice) OneInvoice()
    {
        var customer = Company.AddCustomer("Garage Martin SARL");
        return (customer, Company.AddInvoice(customer, 100));
    }
}
