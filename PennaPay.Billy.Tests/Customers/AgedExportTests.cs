using System.Net;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Customers;

public sealed class AgedExportTests
{
    [Fact]
    public async Task Export_IsForWhoIsSignedIn_AndOfTheirOwnSourcesAlone()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        var path = $"/customers/aged/export.csv?source={Guid.NewGuid()}";
        using var stranger = app.CreateClient();
        using var refused = await stranger.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        using var client = await app.CreateSignedInClientAsync();
        using var none = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }
}
