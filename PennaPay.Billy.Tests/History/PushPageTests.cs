using System.Text.Json;
using Bunit;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.History;

namespace PennaPay.Billy.Tests.History;

public sealed class PushPageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public PushPageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task APush_IsToldStepByStep_AndSupportGetsNoCustomerData()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var push = await host.Product.PushAsync(invoice);

        var page = host.Open<PushPage>(PushPage.At(push.Id), p => p.Add(x => x.PushId, push.Id));

        page.WaitForAssertion(() => Assert.Equal(
            ["Pending", "Sending", "Succeeded"], page.FindAll("[data-testid=step]").Select(s => s.GetAttribute("data-state"))), PageHost.Patience);
        using var request = JsonDocument.Parse(page.Find("[data-testid=request]").TextContent);
        Assert.Equal(push.Key, request.RootElement.GetProperty("externalId").GetString());
        var support = page.Find("[data-testid=support-details]").TextContent;
        Assert.All([push.Id.ToString(), invoice.Id.ToString(), push.Key, push.RemoteId!, "Succeeded"], known => Assert.Contains(known!, support, StringComparison.Ordinal));
        Assert.All(["Nordlys", "1042", "1250", "@", host.Product.Token], unknown => Assert.DoesNotContain(unknown, support, StringComparison.Ordinal));
    }

    [Fact]
    public void AnUnknownPush_IsSaidToBeMissing()
    {
        var page = host.Open<PushPage>("/history", p => p.Add(x => x.PushId, Guid.NewGuid()));
        page.WaitForElement("[data-testid=push-missing]", PageHost.Patience);
    }

    [Theory]
    [InlineData("""{"a":{"accessToken":"xyz"},"b":"æ"}""", "xyz")]
    [InlineData("""[{"Authorization":["xyz"]}]""", "xyz")]
    public void ReadableJson_HidesWhatIsNamedLikeASecret(string json, string secret) =>
        Assert.DoesNotContain(secret, ReadableJson.Of(json), StringComparison.Ordinal);

    [Fact]
    public void ReadableJson_LeavesACutOffAnswerAlone() => Assert.Equal("""{"a":""", ReadableJson.Of("""{"a":"""));
}
