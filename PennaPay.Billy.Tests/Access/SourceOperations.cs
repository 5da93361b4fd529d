using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Core.Sync.Sources.Reading;
using PennaPay.Billy.Core.Systems.Billit;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Systems.Billy.Sourced;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Core.Systems.Pennylane.Loading;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billit;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Access;

/// <summary>The operations that let the program in at a system by signing in there, and that take accounts in.</summary>
internal static class SourceOperations
{
    private static readonly Uri Back = new("http://localhost/connections/return");

    private static readonly SourcedTerms Terms = new(NumberUse.Reference, SourcedVat.EuServices);

    public static IEnumerable<Operation> All =>
    [
        new("OAuthSignIns.BeginAsync", "begin", Permission.GrantAccess, (host, _) =>
        {
            Announce(host);
            return Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
            {
                Assert.NotNull(await BeginAsync(host, actor));
                return [new("connection.sign_in", nameof(Connection), (string?)null)];
            });
        }),
        new("OAuthSignIns.FinishAsync", "come back", Permission.ManageConnections, async (host, owner) =>
        {
            Announce(host);
            var answer = await AllowAsync(host, (await BeginAsync(host, owner))!);
            return async actor =>
            {
                var connected = Assert.IsType<SignInResult.Connected>(await host.Get<OAuthSignIns>().FinishAsync(actor, answer, default));
                return [new("connection.returned", nameof(Connection), (string?)null), new("connection.connected", nameof(Connection), connected.Connection)];
            };
        }),
        Chosen("OAuthSignIns.ChooseAsync", async (host, actor, id) =>
        {
            var chosen = host.Get<OAuthSignIns>().ChooseAsync(actor, id, new BillitCompanyId(host.Sandbox.Billit.Default.Id).ToString(), default);
            var connected = Assert.IsType<SignInResult.Connected>(await chosen);
            return [new("connection.chosen", nameof(Connection), (string?)null), new("connection.connected", nameof(Connection), connected.Connection)];
        }),
        Chosen("OAuthSignIns.ChooseNoneAsync", async (host, actor, id) =>
        {
            await host.Get<OAuthSignIns>().ChooseNoneAsync(actor, id, default);
            return [new("connection.chose_none", nameof(Connection), (string?)null)];
        }),
        Taken("Connector.TestAccountAsync", Permission.ManageConnections, async (host, actor, id) =>
        {
            Assert.IsType<TestResult.Verified>(await host.Get<Connector>().TestAccountAsync(actor, id, default));
            return [new("connection.tested", nameof(Connection), id)];
        }),
        Taken("Connector.DisconnectAccountAsync", Permission.GrantAccess, async (host, actor, id) =>
        {
            await host.Get<Connector>().DisconnectAccountAsync(actor, id, default);
            return [new("connection.disconnected", nameof(Connection), id)];
        }),
        Taken("SourceSwitch.ActivateAsync", Permission.ManageConnections, async (host, actor, id) =>
        {
            Assert.True(await host.Get<SourceSwitch>().ActivateAsync(actor, id, new Dictionary<string, string?>(), default));
            return [new("records.load_begun", nameof(Connection), id)];
        }),
        Taken("SourceSwitch.ExcludeAsync", Permission.ManageConnections, async (host, actor, id) =>
        {
            Assert.True(await host.Get<SourceSwitch>().ExcludeAsync(actor, id, new Dictionary<string, string?> { ["1"] = "En" }, archive: false, default));
            return [new("source.excluded", nameof(Connection), id.ToString(), 1)];
        }),
        Taken("SourceSwitch.IncludeAsync", Permission.ManageConnections, async (host, actor, id) =>
        {
            Assert.True(await host.Get<SourceSwitch>().IncludeAsync(actor, id, ["7"], default));
            return [new("source.included", nameof(Connection), id.ToString(), 1)];
        }, async (host, owner, id) => Assert.True(await host.Get<SourceSwitch>().ExcludeAsync(owner, id, new Dictionary<string, string?> { ["7"] = null }, archive: false, default))),
        Taken("SourceSwitch.ReadNowAsync", Permission.Synchronize, async (host, actor, id) =>
        {
            Assert.True(await host.Get<SourceSwitch>().ReadNowAsync(actor, id, default));
            return [new("source.read_now", nameof(Connection), id)];
        }, async (host, owner, id) => Assert.True(await host.Get<SourceSwitch>().ActivateAsync(owner, id, new Dictionary<string, string?>(), default))),
        Taken("SourceSwitch.TellPaymentsAgainAsync", Permission.Synchronize, async (host, actor, id) =>
        {
            Assert.Equal(1, await host.Get<SourceSwitch>().TellPaymentsAgainAsync(actor, id, default));
            return [new("source.payments_again", nameof(Connection), id.ToString(), 1)];
        }, (host, _, id) => SourceAsync(host, id)),
        Taken("SourceRefresh.ReadInvoiceAsync", Permission.Synchronize, async (host, actor, id) =>
        {
            Guid invoice;
            await using (var db = host.Database.Read(host.Workspace))
                invoice = await db.Set<Invoice>().Select(row => row.Id).SingleAsync();
            Assert.Null(await host.Get<SourceRefresh>().ReadInvoiceAsync(actor, invoice, default));
            return [new("source.read_now", nameof(Connection), id)];
        }, (host, _, id) => SourceAsync(host, id)),
        Taken("AgedReceivables.ExportAsync", Permission.KeepOwnPreferences, async (host, actor, id) =>
        {
            await host.Get<AgedReceivables>().ExportAsync(actor, id, new(CultureInfo.InvariantCulture, [new("Name", row => row.Name)]), Stream.Null, default);
            return [new("receivables.exported", nameof(Connection), id)];
        }),
        Taken("SourcedPushEditor.SwitchOnAsync", Permission.ManageConnections, async (host, actor, id) =>
        {
            Assert.Equal(SaveSourcedPushResult.Saved, await host.Get<SourcedPushEditor>().SwitchOnAsync(actor, id, Terms, default));
            return [new("source.push_on", nameof(Connection), id)];
        }, async (host, _, _) => await host.ConnectAsync(host.Token)),
        Taken("SourcedPushEditor.SwitchOnAsync", Permission.GrantAccess, async (host, actor, id) =>
        {
            Assert.Equal(SaveSourcedPushResult.Saved, await host.Get<SourcedPushEditor>().SwitchOnAsync(actor, id, Terms, default));
            return [new("source.push_on", nameof(Connection), id)];
        }, async (host, _, _) =>
        {
            await host.ConnectAsync(host.Token);
            await host.Get<ConnectionStore>().ChangeAsync(host.Workspace, host.Queue.Connection, row => (row.AutoPush, row.AutoPushFrom) = (true, new(2026, 11, 1)), default);
        }, "connected, and sent invoices go by themselves"),
        Taken("SourcedPushEditor.SwitchOffAsync", Permission.ManageConnections, async (host, actor, id) =>
        {
            await host.Get<SourcedPushEditor>().SwitchOffAsync(actor, id, default);
            return [new("source.push_off", nameof(Connection), id)];
        }, async (host, owner, id) =>
        {
            await host.ConnectAsync(host.Token);
            Assert.Equal(SaveSourcedPushResult.Saved, await host.Get<SourcedPushEditor>().SwitchOnAsync(owner, id, Terms, default));
        }),
    ];

    // Somebody has signed in where two companies can be connected.
    private static Operation Chosen(string method, Func<PushHost, Actor, Guid, Task<Said[]>> act) =>
        new(method, "signed in", Permission.ManageConnections, async (host, owner) =>
        {
            var (sandbox, root) = (host.Sandbox.Billit, new Uri(host.Sandbox.BaseAddress, BillitSandbox.RootPath + "/"));
            BillitPortal.Open(host.Get<BillitEndpoints>(), sandbox, root);
            var address = await host.Get<OAuthSignIns>().BeginAsync(owner, BillitConnection.SystemId, sandbox: true, null, BillitPortal.Back, default);
            var answer = await BillitPortal.AnswerAsync(address!, sandbox.Companies[0], sandbox.Companies[1]);
            var id = Assert.IsType<SignInResult.Choose>(await host.Get<OAuthSignIns>().FinishAsync(owner, answer, default)).Id;
            return actor => act(host, actor, id);
        });

    // One that is known to be there no more: nothing of it changes.
    private static async Task SourceAsync(PushHost host, Guid source)
    {
        var invoice = await host.AddInvoiceAsync();
        await host.Database.WriteAsync(host.Workspace, (db, _) =>
        {
            db.Add(new SourcedInvoice { ConnectionId = source, RemoteId = "1", InvoiceId = invoice.Id, CustomerId = invoice.CustomerId, Standing = SourceStanding.Gone, PaymentTold = PaymentTold.Refused });
            return Task.CompletedTask;
        }, default);
    }

    private static Operation Taken(
        string method, Permission permission, Func<PushHost, Actor, Guid, Task<Said[]>> act, Func<PushHost, Actor, Guid, Task>? before = null, string what = "connected") =>
        new(method, what, permission, async (host, owner) =>
        {
            Announce(host);
            Assert.IsType<ConnectResult.Connected>(
                await host.Get<Connector>().ConnectAsync(owner, PennylaneAccounts.SystemId, new PennylaneSandboxOptions().DeveloperToken, sandbox: true, default));
            var id = (await host.Get<ConnectionStore>().CurrentAsync(host.Workspace, PennylaneAccounts.SystemId, default))!.Id;
            if (before is not null)
                await before(host, owner, id);
            return actor => act(host, actor, id);
        });

    private static Task<Uri?> BeginAsync(PushHost host, Actor actor) =>
        host.Get<OAuthSignIns>().BeginAsync(actor, PennylaneAccounts.SystemId, sandbox: true, null, Back, default);

    private static async Task<SignInAnswer> AllowAsync(PushHost host, Uri address)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("company", host.Sandbox.Pennylane.Default.Id.ToString(CultureInfo.InvariantCulture)), new("decision", "authorize")]);
        using var answered = await browser.PostAsync(address, form);
        var query = QueryHelpers.ParseQuery(answered.Headers.Location!.Query);
        return new(query["state"], query["code"], null);
    }

    private static void Announce(PushHost host)
    {
        host.Sandbox.Pennylane.RegisterRedirect(Back.AbsoluteUri);
        var (root, own) = (new Uri(host.Sandbox.BaseAddress, PennylaneSandbox.RootPath + "/"), new PennylaneSandboxOptions());
        host.Get<PennylaneEndpoints>().Sandbox = new(
            new(host.Sandbox.BaseAddress, PennylaneSandbox.ApiPath + "/"), new(root, "oauth/authorize"), new(root, "oauth/token"), new(root, "oauth/revoke"), own.ClientId, own.ClientSecret);
    }
}
