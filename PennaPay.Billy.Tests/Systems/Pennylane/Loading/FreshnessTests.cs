using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Reading;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Loading;

/// <summary>As of when what is told holds, and what is read as soon as somebody looks or asks.</summary>
public sealed class FreshnessTests : CompanyTests
{
    [Fact]
    public async Task SomebodyLooks_AndContactsAreThereAtOnce_AndNotAskedForAgainAndAgain()
    {
        var (customer, _) = OneInvoice();
        await Host.ActivateAsync();
        var id = (await Host.CustomerAsync(customer))!.Id;
        Company.AddContact(customer, new SandboxContact { FirstName = "Luc", LastName = "Petit" });

        Assert.True(await LookAsync());
        Assert.Equal("Luc Petit", Assert.Single((await Host.CustomerAsync(customer))!.Persons).Name);
        var before = Host.Sandbox.Requests().Count;
        Assert.False(await LookAsync());
        Assert.Equal(before, Host.Sandbox.Requests().Count);
        Host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.False(await LookAsync());
        Assert.Equal(before + 2, Host.Sandbox.Requests().Count);

        // Who is left out is not asked for.
        await Host.Product.Get<SourceSwitch>().ExcludeAsync(Host.Product.Owner, Host.Connection, new Dictionary<string, string?> { [SourceHost.Text(customer)] = null }, archive: false, default);
        Host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.False(await LookAsync());
        Assert.Equal(before + 2, Host.Sandbox.Requests().Count);

        Task<bool> LookAsync() => Host.Product.Get<SourceRefresh>().RefreshAsync(Host.Product.Workspace, id, default);
    }

    [Fact]
    public async Task WhatIsToldHoldsAsOf_WhenStandingsWereRead_AndNotWhenNothingWasAsked()
    {
        var (_, _) = OneInvoice();
        await Host.ActivateAsync();
        await Host.RunAsync(TimeSpan.FromHours(1));
        var asOf = (await Host.ProgressAsync()).AsOf;
        Assert.Equal(Host.Clock.GetUtcNow(), asOf);

        // Refused, the account stays so, though there are steps in which nobody is asked.
        Host.Sandbox.Revoke(Company);
        for (var round = 0; round < 3; round++)
            await Host.RunAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(Core.FailureCodes.TokenRejected, (await Host.ConnectionAsync()).FailureCode);
        Assert.Equal(asOf, (await Host.ProgressAsync()).AsOf);
    }

    [Fact]
    public async Task NotAllReadYet_NothingIsTold()
    {
        OneInvoice();
        Host.Sandbox.Plan(new SandboxFault { Kind = SandboxFaultKind.ServerError, PathContains = "customer_invoices", Times = 100 });
        Assert.True(await Host.Product.Get<SourceSwitch>().ActivateAsync(Host.Product.Owner, Host.Connection, new Dictionary<string, string?>(), default));
        await Host.RunAsync();
        Assert.Null((await Host.ProgressAsync()).AsOf);
    }

    [Fact]
    public async Task SomebodyWantsTheLatestNow_AndGetsIt()
    {
        var (customer, invoice) = OneInvoice();
        await Host.ActivateAsync();
        Company.Pay(invoice);
        var added = Company.AddInvoice(customer, 10);
        await Host.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Null(await Host.InvoiceAsync(added));

        Assert.True(await Host.Product.Get<SourceSwitch>().ReadNowAsync(Host.Product.Owner, Host.Connection, default));
        await Host.RunAsync();
        Assert.Equal(("Paid 120.00, 0.00 left", "Open 12.00, 12.00 left"), (await StandsAsync(invoice), await StandsAsync(added)));
        Assert.False(await Host.Product.Get<SourceSwitch>().ReadNowAsync(Host.Product.Owner, Guid.CreateVersion7(), default));
    }

    [Fact]
    public async Task DaysBeginWhereTheCompanyIs()
    {
        var (_, invoice) = OneInvoice();
        await Host.ActivateAsync();
        var due = (await Host.InvoiceAsync(invoice))!.Value.Standing.DueDate!.Value;
        // In winter the day ends an hour before that of the clock.
        Host.Clock.PassUnnoticed(new DateTimeOffset(due.ToDateTime(new TimeOnly(22, 30)), TimeSpan.Zero) - Host.Clock.GetUtcNow());
        Assert.False(await IsLateAsync());
        Host.Clock.PassUnnoticed(TimeSpan.FromHours(1));
        Assert.True(await IsLateAsync());
        Company.Pay(invoice);
        await Host.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(due.AddDays(1), (await Host.InvoiceAsync(invoice))!.Value.Standing.SeenPaidOn);

        async Task<bool> IsLateAsync() => (await Host.InvoiceAsync(invoice))!.Value.Standing.IsLateOn(Host.Product.Get<SourceDays>().Today(SourceHost.SystemId));
    }
}
