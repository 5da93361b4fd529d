using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Tests.Http;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

/// <summary>What reaches Billy on a real socket; what the sender makes of broken ones is tested beside it.</summary>
public sealed class BillyNetworkTests
{
    private const string Organization = """{"organization":{"id":"org1"}}""";

    [Fact]
    public async Task ADraft_OnAKeptConnectionThatIsDropped_IsSentOnce_AndMayHaveBeenProcessed()
    {
        await using var server = new RawServer((_, number) => number == 1 ? RawServer.Ok(Organization) : null);
        using var host = BillyHost.OnNetwork(server.Address);
        await host.Reader.GetOrganizationAsync(host.Access, default);

        var exception = await host.FailureOfAsync(
            host.Drafts.CreateDraftInvoiceAsync(host.Access, BillyAnswerTests.NewDraft, default));

        Assert.Equal((ApiFailure.Unavailable, true), (exception.Failure, exception.MayHaveBeenProcessed));
        Assert.Equal(["GET /v2/organization HTTP/1.1", "POST /v2/invoices HTTP/1.1"], server.Requests);
    }

    [Fact]
    public async Task ADeletion_OnAConnectionThatIsDropped_IsSentOnce()
    {
        await using var server = new RawServer((_, number) => number == 1 ? RawServer.Ok(Organization) : null);
        using var host = BillyHost.OnNetwork(server.Address);
        await host.Reader.GetOrganizationAsync(host.Access, default);

        var exception = await Assert.ThrowsAsync<ApiException>(
            () => host.Drafts.DeleteDraftInvoiceAsync(host.Access, "i1", default));

        Assert.True(exception.MayHaveBeenProcessed);
        Assert.Equal(["GET /v2/organization HTTP/1.1", "DELETE /v2/invoices/i1 HTTP/1.1"], server.Requests);
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(21, false)]
    public async Task AList_IsReadUpToTwentyMegabytes(int megabytes, bool isRead)
    {
        var padding = new string(' ', megabytes * 1024 * 1024);
        using var host = new BillyHost(settings: ("MaxReadRetries", "0"));
        host.Answers($$"""{"accounts":[]{{padding}}}""");

        var fault = await Record.ExceptionAsync(() => host.Reader.ListAccountsAsync(host.Access, default));

        Assert.True(isRead ? fault is null : fault is ApiException { Failure: ApiFailure.Unreadable });
    }

    [Fact]
    public async Task OnlyWhatBillyNeeds_GoesOnTheWire()
    {
        var seen = "";
        await using var server = new RawServer((request, _) =>
        {
            seen = request;
            return RawServer.Ok(Organization, "Set-Cookie: a=b\r\n");
        });
        using var host = BillyHost.OnNetwork(server.Address);
        using var activity = new System.Diagnostics.Activity("page").Start();

        await host.Reader.GetOrganizationAsync(host.Access, default);
        await host.Reader.GetOrganizationAsync(host.Access, default);

        Assert.Equal(
            $"""
            GET /v2/organization HTTP/1.1
            Host: 127.0.0.1:{server.Port}
            Accept: application/json
            User-Agent: PennaPay.Billy
            X-Access-Token: {BillyHost.TokenText}
            Accept-Encoding: gzip, deflate


            """.ReplaceLineEndings("\r\n"),
            seen);
    }
}
