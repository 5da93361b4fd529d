using Bunit;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Customers;

namespace PennaPay.Billy.Tests.Customers;

/// <summary>A customer whom another system describes, as its page shows it.</summary>
public sealed class OwnedCustomerViewTests
{
    public OwnedCustomerViewTests() => PageHost.Speak("da-DK");

    [Theory]
    [InlineData("FR", "732829320", false)]
    [InlineData("FR", "732829321", true)]
    [InlineData("FR", "732 829 320 00074", false)]
    [InlineData("FR", "FR44732829320", false)]
    [InlineData("FR", "FR45732829320", true)]
    [InlineData("FR", null, false)]
    [InlineData("DE", "DE123", false)]
    public async Task FrenchNumbers_AreChecked_AndWhereTheyAreCorrectedIsSaid(string country, string? number, bool isMistyped)
    {
        await using var host = await PageHost.StartAsync(connected: false);
        var page = host.Browser.Render<OwnedCustomer>(parameters => parameters
            .Add(view => view.Draft, new CustomerForm { Name = "Garage Martin SARL", CountryCode = country, RegistrationNo = number })
            .Add(view => view.Owner, new CustomerOwner(Guid.NewGuid(), "pennylane", "Essai SARL"))
            .Add(view => view.Errors, new Dictionary<string, string>()));

        Assert.Equal(isMistyped, page.FindAll("[data-testid=number-mistyped]").Count == 1);
        Assert.Contains("Kommer fra Pennylane: Essai SARL", page.Markup, StringComparison.Ordinal);
    }
}
