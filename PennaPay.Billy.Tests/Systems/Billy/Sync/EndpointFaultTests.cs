using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>What goes wrong on the way is told as what it is, above all whether the write may have been carried out.</summary>
public sealed class EndpointFaultTests
{
    private static readonly Dictionary<string, string?> Values = new() { ["name"] = "Havblik Byg A/S", ["countryId"] = "DK", ["contactNo"] = "K-100", ["email"] = "post@havblik.dk" };

    [Theory]
    [InlineData(SandboxFaultKind.Hang, ApiFailure.TimedOut, true, false)]
    [InlineData(SandboxFaultKind.CommitThenHang, ApiFailure.TimedOut, true, true)]
    [InlineData(SandboxFaultKind.CommitThenDrop, ApiFailure.Unavailable, true, true)]
    [InlineData(SandboxFaultKind.CommitThenServerError, ApiFailure.Unavailable, true, true)]
    [InlineData(SandboxFaultKind.ServerError, ApiFailure.Unavailable, true, false)]
    [InlineData(SandboxFaultKind.TruncatedJson, ApiFailure.Unreadable, true, true)]
    [InlineData(SandboxFaultKind.TruncatedWithoutCommit, ApiFailure.Unreadable, true, false)]
    [InlineData(SandboxFaultKind.HtmlAfterCommit, ApiFailure.Unreadable, true, true)]
    [InlineData(SandboxFaultKind.TooManyRequests, ApiFailure.RateLimited, false, false)]
    [InlineData(SandboxFaultKind.Unauthorized, ApiFailure.Unauthorized, false, false)]
    [InlineData(SandboxFaultKind.Forbidden, ApiFailure.Forbidden, false, false)]
    [InlineData(SandboxFaultKind.Invalid, ApiFailure.Invalid, false, false)]
    public async Task Create_SaysWhetherItMayBeThere(SandboxFaultKind kind, ApiFailure failure, bool mayBeThere, bool isThere)
    {
        await using var host = await EndpointHost.StartAsync();
        host.Host.Plan(kind, "/contacts");
        var before = host.Host.LastRequest;

        var failed = await host.FailureOfAsync(() => host.Contacts.CreateAsync(host.Opened, SyncModule.Organizations, Values, default));

        Assert.Equal((failure, mayBeThere), (failed.Failure, failed.MayHaveBeenProcessed));
        Assert.Equal(isThere ? 1 : 0, host.Billy.Records(host.Token, "contacts").Count);
        Assert.Single(host.Billy.Requests(since: before), request => request.Method == "POST");
    }

    [Fact]
    public async Task Create_AnsweredWithAnotherRecord_MayBeThere()
    {
        await using var host = await EndpointHost.StartAsync();
        host.AddContact();
        host.Host.Plan(SandboxFaultKind.ForeignBody, "/contacts");

        var failed = await host.FailureOfAsync(() => host.Contacts.CreateAsync(host.Opened, SyncModule.Organizations, Values, default));

        Assert.Equal((ApiFailure.Unreadable, true), (failed.Failure, failed.MayHaveBeenProcessed));
    }

    [Fact]
    public async Task CreateOfAProduct_AnsweredWithAnotherOfTheSameName_MayBeThere()
    {
        await using var host = await EndpointHost.StartAsync();
        host.Billy.AddRecord(host.Token, "products", new { name = "Timer", productNo = "V-1" });
        host.Host.Plan(SandboxFaultKind.ForeignBody, "/products");

        var failed = await host.FailureOfAsync(() => host.Products.CreateAsync(
            host.Opened, SyncModule.Products, new Dictionary<string, string?> { ["name"] = "Timer", ["productNo"] = "V-2" }, default));

        Assert.Equal((ApiFailure.Unreadable, true), (failed.Failure, failed.MayHaveBeenProcessed));
    }

    [Theory]
    [InlineData(SandboxFaultKind.CommitThenDrop, ApiFailure.Unavailable, true)]
    [InlineData(SandboxFaultKind.TruncatedJson, ApiFailure.Unreadable, true)]
    [InlineData(SandboxFaultKind.ForeignBody, ApiFailure.Unreadable, true)]
    [InlineData(SandboxFaultKind.TooManyRequests, ApiFailure.RateLimited, false)]
    public async Task AChange_IsNotRepeated_AndSaysWhetherItMayBeDone(SandboxFaultKind kind, ApiFailure failure, bool mayBeDone)
    {
        await using var host = await EndpointHost.StartAsync();
        host.AddContact();
        var current = await host.ContactAsync(host.AddContact());
        host.Host.Plan(kind, "/contacts", "PUT");
        var before = host.Host.LastRequest;

        var failed = await host.FailureOfAsync(() => host.Contacts.ChangeAsync(host.Opened, current, new Dictionary<string, string?> { ["phone"] = "12345678" }, default));

        Assert.Equal((failure, mayBeDone), (failed.Failure, failed.MayHaveBeenProcessed));
        Assert.Single(host.Billy.Requests(since: before));
    }

    [Fact]
    public async Task AChangeThatStopsHalfway_ShowsInTheNextReading()
    {
        await using var host = await EndpointHost.StartAsync();
        var current = await host.ContactAsync(host.AddContact());
        host.Host.Plan(SandboxFaultKind.ServerError, "/contactPersons");

        await host.FailureOfAsync(() => host.Contacts.ChangeAsync(
            host.Opened, current, new Dictionary<string, string?> { ["phone"] = "12345678", ["email"] = "post@havblik.dk" }, default));

        var read = await host.ContactAsync(current.Id);
        Assert.Equal(("12345678", null), (read.Of("phone"), read.Of("email")));
    }

    [Theory]
    [InlineData(SandboxFaultKind.ServerError, ApiFailure.Unavailable)]
    [InlineData(SandboxFaultKind.Unauthorized, ApiFailure.Unauthorized)]
    [InlineData(SandboxFaultKind.Html, ApiFailure.Unreadable)]
    public async Task AGet_ThatIsNotAnswered_IsNotNothing(SandboxFaultKind kind, ApiFailure failure)
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContact();
        host.Host.Plan(kind, "/contacts", "GET");

        var failed = await host.FailureOfAsync(() => host.Contacts.GetAsync(host.Opened, id, default));

        Assert.Equal(failure, failed.Failure);
    }

    [Theory]
    [InlineData(SandboxFaultKind.TruncatedWithoutCommit, ApiFailure.Unreadable)]
    [InlineData(SandboxFaultKind.TooManyRequests, ApiFailure.RateLimited)]
    public async Task AListThatEndsInTheMiddle_IsNoList(SandboxFaultKind kind, ApiFailure failure)
    {
        await using var host = await EndpointHost.StartAsync();
        for (var number = 0; number < 1001; number++)
            host.AddContact();
        host.Billy.Plan(new SandboxFault { Kind = kind, PathContains = "page=2&", Method = "GET" });

        var failed = await host.FailureOfAsync(() => host.Contacts.ReadAllAsync(host.Opened, null, default));

        Assert.Equal(failure, failed.Failure);
    }

    [Fact]
    public async Task AStaleList_IsWhatSettlesIsFor()
    {
        await using var host = await EndpointHost.StartAsync();
        await host.Contacts.CreateAsync(host.Opened, SyncModule.Organizations, Values, default);
        host.Host.Plan(SandboxFaultKind.StaleList, "/contacts", "GET");

        Assert.Empty(await host.Contacts.ReadAllAsync(host.Opened, null, default));
        Assert.Single(await host.Contacts.ReadAllAsync(host.Opened, null, default));
        Assert.All([host.Contacts.Settles, host.Products.Settles], settles => Assert.Equal(TimeSpan.FromMinutes(15), settles));
    }

    [Theory]
    [InlineData(SandboxFaultKind.Unauthorized, ApiFailure.Unauthorized)]
    [InlineData(SandboxFaultKind.CommitThenDrop, ApiFailure.Unavailable)]
    public async Task AWithdrawalThatFails_ArchivesNothing(SandboxFaultKind kind, ApiFailure failure)
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContact();
        host.Host.Plan(kind, "/contacts", "DELETE");
        var before = host.Host.LastRequest;

        var failed = await host.FailureOfAsync(() => host.Contacts.WithdrawAsync(host.Opened, id, default));

        Assert.Equal(failure, failed.Failure);
        Assert.DoesNotContain(host.Billy.Requests(since: before), request => request.Method == "PUT");
    }

    [Fact]
    public async Task ALockedOrganisation_IsSaidToBeOne()
    {
        await using var host = await EndpointHost.StartAsync();
        var current = await host.ContactAsync(host.AddContact());
        host.Billy.Lock(host.Token, "Abonnementet er udløbet.");

        var failed = await host.FailureOfAsync(() => host.Contacts.ChangeAsync(host.Opened, current, new Dictionary<string, string?> { ["phone"] = "1" }, default));

        Assert.Equal((ApiFailure.Locked, "Abonnementet er udløbet."), (failed.Failure, failed.LockedReason));
    }
}
