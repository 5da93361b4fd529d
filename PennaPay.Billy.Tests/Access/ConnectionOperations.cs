using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Access;

/// <summary>The operations that connect, disconnect and set up another system.</summary>
internal static class ConnectionOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("Connector.ConnectAsync", "connect", Permission.GrantAccess, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
        {
            Assert.IsType<ConnectResult.Connected>(
                await host.Get<Connector>().ConnectAsync(actor, BillySystem.SystemId, host.Token, sandbox: true, default));
            return [new("connection.connected", nameof(Connection), await IdAsync(host))];
        })),
        new("BillyConnector.ConnectAsync", "connect", Permission.GrantAccess, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
        {
            Assert.IsType<ConnectResult.Connected>(await host.Get<BillyConnector>().ConnectAsync(actor, host.Token, sandbox: true, default));
            return [new("connection.connected", nameof(Connection), await IdAsync(host))];
        })),
        Connected("Connector.TestAsync", "connection.tested", async (host, actor) => Assert.IsType<TestResult.Verified>(
            await host.Get<Connector>().TestAsync(actor, BillySystem.SystemId, default))),
        Connected("BillyConnector.TestAsync", "connection.tested", async (host, actor) => Assert.IsType<TestResult.Verified>(
            await host.Get<BillyConnector>().TestAsync(actor, default))),
        Connected("Connector.DisconnectAsync", "connection.disconnected", (host, actor) =>
            host.Get<Connector>().DisconnectAsync(actor, BillySystem.SystemId, default), Permission.GrantAccess),
        Connected("BillyConnector.DisconnectAsync", "connection.disconnected", (host, actor) =>
            host.Get<BillyConnector>().DisconnectAsync(actor, default), Permission.GrantAccess),
        Connected("BillyConnector.ResumeAsync", "connection.resumed", (host, actor) => host.Get<BillyConnector>().ResumeAsync(actor, default)),
        Connected("QueuePauses.PauseAsync", "connection.paused", async (host, actor) =>
            await host.Get<QueuePauses>().PauseAsync(actor, await IdAsync(host), default)),
        Connected("QueuePauses.ResumeAsync", "connection.resumed", async (host, actor) =>
            await host.Get<QueuePauses>().ResumeAsync(actor, await IdAsync(host), default)),
        Connected("BillySettingsEditor.SaveAsync", "connection.settings", async (host, actor) => Assert.IsType<SaveSettingsResult.Saved>(
            await host.Get<BillySettingsEditor>().SaveAsync(actor, new(null, AutoPush: true, new(2026, 11, 1)), default)), Permission.GrantAccess),
        Connected("BillySettingsEditor.SaveAsync", "connection.settings", async (host, actor) => Assert.IsType<SaveSettingsResult.Saved>(
            await host.Get<BillySettingsEditor>().SaveAsync(actor, new(null, AutoPush: false, null), default)), what: "automatic push off"),
        Connected("AutoPushSwitch.SaveAsync", "connection.settings", async (host, actor) => Assert.IsType<SaveSettingsResult.Saved>(
            (await host.Get<AutoPushSwitch>().SaveAsync(actor, new(null, AutoPush: true, new(2026, 11, 1)), default)).Result), Permission.GrantAccess),
        Connected("NumberingEditor.SaveAsync", "connection.numbering", async (host, actor) => Assert.Equal(
            SaveNumberingResult.Saved, await host.Get<NumberingEditor>().SaveAsync(actor, NumberUse.InvoiceNumber, default))),
        new("PostingMap.SaveAsync", "choose", Permission.ManageMappings, async (host, _) =>
        {
            await host.ConnectAsync(host.Token);
            return async actor =>
            {
                var change = new PostingChange(PostingSubject.Account, "1110", PostingTarget.Open, new(host.AccountId("1110"), null));
                Assert.IsType<SavePostingResult.Saved>(await host.Get<PostingMap>().SaveAsync(actor, [change], default));
                return [new("postings.chosen", nameof(Connection), (await IdAsync(host)).ToString(), 1)];
            };
        }),
        new("RecordLinks.ForgetAsync", "forget", Permission.ManageMappings, async (host, _) =>
        {
            await host.ConnectAsync(host.Token);
            var customer = await host.AddCustomerAsync();
            await host.PushAsync(await host.AddInvoiceAsync(customer: customer));
            return async actor =>
            {
                await host.Get<RecordLinks>().ForgetAsync(actor, host.Queue.Connection, RecordKind.Contact, customer.Id, default);
                return [new("link.forgotten", nameof(RecordKind.Contact), customer.Id.ToString(), 1)];
            };
        }),
        new("RecordLinks.ForgetDeletedAsync", "forget", Permission.ManageMappings, async (host, _) =>
        {
            await host.ConnectAsync(host.Token);
            var customer = await host.AddCustomerAsync();
            await host.PushAsync(await host.AddInvoiceAsync(customer: customer));
            return async actor =>
            {
                await host.Get<RecordLinks>().ForgetDeletedAsync(actor, RecordKind.Contact, customer.Id, null, default);
                return [new("link.forgotten", nameof(RecordKind.Contact), customer.Id.ToString(), 1)];
            };
        }),
    ];

    private static Operation Connected(
        string method, string action, Func<PushHost, Actor, Task> act, Permission permission = Permission.ManageConnections, string what = "connected") =>
        new(method, what, permission, async (host, _) =>
        {
            await host.ConnectAsync(host.Token);
            return async actor =>
            {
                await act(host, actor);
                return [new(action, nameof(Connection), await IdAsync(host))];
            };
        });

    private static async Task<Guid> IdAsync(PushHost host) =>
        (await host.Get<ConnectionStore>().CurrentAsync(host.Workspace, BillySystem.SystemId, default))!.Id;
}
