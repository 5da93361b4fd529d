using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>Customers whom another system describes: a run carries what it says on, and writes nothing over it.</summary>
public sealed class OwnedCustomerTests : IAsyncLifetime
{
    private readonly Owner owner = new();
    private SyncHost host = null!;

    public async Task InitializeAsync() =>
        host = await SyncHost.StartAsync(new() { IsOn = true, Priority = SyncPriority.There }, services => services.AddSingleton<ICustomerOwner>(owner));

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task WhatItsSystemSays_IsCarriedOn_AndNeverWrittenOver()
    {
        var ours = await host.SaveAsync(null, form => (form.Name, form.RegistrationNo, form.Street) = ("Nordlys ApS", "DK 12345674", "Havnegade 1"));
        owner.Owned.Add(ours);
        var there = host.Account.Add("NORDLYS A/S", ("registrationNo", "12345674"), ("street", "Andengade 2"), ("phone", "+45 11 22 33 44"));
        await host.BeginAsync();

        Assert.Equal(("Nordlys ApS", "Havnegade 1", null), await OursAsync(ours));
        Assert.Equal(("Nordlys ApS", "Havnegade 1", "+45 11 22 33 44"), (Theirs("name"), Theirs("street"), Theirs("phone")));

        host.Account.Edit(there, ("street", "Tredjegade 3"), ("name", "Omdøbt ApS"));
        var run = await host.RunAsync();
        Assert.Equal(("Nordlys ApS", "Havnegade 1", null), await OursAsync(ours));
        Assert.Null(run.Failure);
        Assert.DoesNotContain(await host.ItemsAsync(run), item => item.Outcome == SyncOutcome.Failed);

        // It is somebody else's no more, so it is everybody's.
        owner.Owned.Clear();
        host.Account.Edit(there, ("street", "Fjerdegade 4"));
        await host.RunAsync();
        Assert.Equal("Fjerdegade 4", (await OursAsync(ours)).Street);

        string? Theirs(string field) => host.Account.Records[there].Of(field);
    }

    [Fact]
    public async Task ThousandsThatComeAtOnce_AreCreatedNowhere_UntilSomebodyAsksForOne()
    {
        var (owned, plain) = (await host.SaveAsync(null, form => form.Name = "Garage Martin SARL"), await host.SaveAsync(null, form => form.Name = "Nordlys ApS"));
        owner.Owned.Add(owned);
        await host.BeginAsync();
        Assert.Equal("Nordlys ApS", Assert.Single(host.Account.Records.Values).Title);

        var run = await host.DoAsync(await host.Product.Get<SyncRuns>().StartForRecordAsync(host.Product.Owner, host.Connection, owned, default));
        Assert.Null(run.Failure);
        Assert.Contains(host.Account.Records.Values, record => record.Title == "Garage Martin SARL");
        Assert.NotEqual(owned, plain);
    }

    private async Task<(string Name, string? Street, string? Phone)> OursAsync(Guid id)
    {
        var customer = (await host.CustomerAsync(id))!;
        return (customer.Name, customer.Street, customer.Phone);
    }

    private sealed class Owner : ICustomerOwner
    {
        public HashSet<Guid> Owned { get; } = [];

        public Task<IReadOnlyDictionary<Guid, CustomerOwner>> OfAsync(WorkspaceDbContext db, Guid? customer, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<Guid, CustomerOwner>>(Owned.Where(id => customer is null || id == customer).ToDictionary(id => id, _ => new CustomerOwner(Guid.Empty, "other", "Autre SARL")));
    }
}
