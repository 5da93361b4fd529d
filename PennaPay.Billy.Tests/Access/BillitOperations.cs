using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Ways;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Debtors;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Systems.Billit;
using PennaPay.Billy.Web.Sandbox.Billit;

namespace PennaPay.Billy.Tests.Access;

/// <summary>The operations that say what a shop's invoices become in a company's Billit.</summary>
internal static class BillitOperations
{
    public static IEnumerable<Operation> All =>
    [
        Tied("TermsEditor.SaveAsync", "by hand", Permission.ManageConnections, async (host, actor, shop, company) =>
        {
            await SaveAsync(host, actor, shop, company, byItself: false);
            return [new("source.push_on", nameof(Connection), shop)];
        }),
        Tied("TermsEditor.SaveAsync", "by itself", Permission.GrantAccess, async (host, actor, shop, company) =>
        {
            await SaveAsync(host, actor, shop, company, byItself: true);
            return [new("source.push_on", nameof(Connection), shop)];
        }),
        Tied("TermsEditor.SwitchOffAsync", "on", Permission.ManageConnections, async (host, actor, shop, company) =>
        {
            await host.Get<TermsEditor>().SwitchOffAsync(actor, shop, company, default);
            return [new("source.push_off", nameof(Connection), shop)];
        }, (host, owner, shop, company) => SaveAsync(host, owner, shop, company, byItself: false)),
        Tied("DebtorChoice.ChooseAsync", "a customer", Permission.ManageMappings, async (host, actor, _, company) =>
        {
            Guid customer;
            await using (var db = host.Database.Read(host.Workspace))
                customer = await db.Set<Customer>().Select(row => row.Id).SingleAsync();
            Assert.True(await host.Get<DebtorChoice>().ChooseAsync(actor, company, customer, host.Sandbox.Billit.Default.Parties[0].PartyID, default));
            return [new("debtor.chosen", nameof(Customer), customer)];
        }, async (host, _, _, _) => await host.AddCustomerAsync()),
        Tied("DocumentSender.SendAsync", "a document that stands", Permission.Push, async (host, actor, _, company) =>
        {
            var invoice = await InvoiceAsync(host);
            Assert.IsType<QueueResult.Queued>(await host.Get<DocumentSender>().SendAsync(actor, company, invoice, null, default));
            return [new("invoice.sent_on", nameof(Invoice), invoice)];
        }, async (host, owner, shop, company) =>
        {
            await SaveAsync(host, owner, shop, company, byItself: true);
            var invoice = await host.AddInvoiceAsync();
            await host.Database.WriteAsync(host.Workspace, (db, _) =>
            {
                db.Add(new SourcedInvoice { ConnectionId = shop, RemoteId = "1", InvoiceId = invoice.Id, CustomerId = invoice.CustomerId, IsNew = true });
                db.Add(new InvoiceCopy { InvoiceId = invoice.Id, ConnectionId = company, State = CopyState.Booked, Condition = DocumentCondition.Booked, RemoteId = "1" });
                return Task.CompletedTask;
            }, default);
        }),
        Tied("BringOver.QueueAsync", "one", Permission.Push, async (host, actor, shop, company) =>
        {
            Assert.Equal(1, await host.Get<BringOver>().QueueAsync(actor, shop, company, [await InvoiceAsync(host)], default));
            return [new("invoices.pushed", nameof(Invoice), Count: 1)];
        }, async (host, owner, shop, company) =>
        {
            await SaveAsync(host, owner, shop, company, byItself: true);
            var invoice = await host.AddInvoiceAsync();
            await host.Database.WriteAsync(host.Workspace, async (db, ct) =>
            {
                db.Add(new SourcedInvoice { ConnectionId = shop, RemoteId = "1", InvoiceId = invoice.Id, CustomerId = invoice.CustomerId, IsNew = true });
                await db.SaveChangesAsync(ct);
                await db.Set<Invoice>().Where(row => row.Id == invoice.Id).ExecuteUpdateAsync(update => update.SetProperty(row => row.Origin, ShopInvoices.Origin), ct);
            }, default);
        }),
        Tied("InvoiceWays.ExportAsync", "none", Permission.KeepOwnPreferences, async (host, actor, shop, company) =>
        {
            await host.Get<InvoiceWays>().ExportAsync(actor, shop, company, new(), new(CultureInfo.InvariantCulture, [new("Number", row => row.Number)]), Stream.Null, default);
            return [new("orders.exported", nameof(Connection), shop)];
        }),
    ];

    private static async Task<Guid> InvoiceAsync(PushHost host)
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<Invoice>().Select(row => row.Id).SingleAsync();
    }

    private static async Task SaveAsync(PushHost host, Actor actor, Guid shop, Guid company, bool byItself) => Assert.IsType<SaveTermsResult.Saved>(
        await host.Get<TermsEditor>().SaveAsync(actor, shop, company, ShopInvoices.Terms, new(byItself, false, false), confirms: true, default));

    private static Operation Tied(
        string method, string what, Permission permission, Func<PushHost, Actor, Guid, Guid, Task<Said[]>> act, Func<PushHost, Actor, Guid, Guid, Task>? before = null) =>
        new(method, what, permission, async (host, owner) =>
        {
            var root = new Uri(host.Sandbox.BaseAddress, BillitSandbox.RootPath + "/");
            host.Get<BillitEndpoints>().Sandbox = new(root, new(root, "Account/Logon"), new(root, "OAuth2/token"), new(root, "OAuth2/revoke"), "", "");
            Assert.IsType<ConnectResult.Connected>(
                await host.Get<Connector>().ConnectAsync(owner, "billit", host.Sandbox.Billit.AddKey(host.Sandbox.Billit.Default), sandbox: true, default));
            var company = (await host.Get<ConnectionStore>().CurrentAsync(host.Workspace, "billit", default))!.Id;
            var shop = Guid.CreateVersion7();
            await host.Database.WriteAsync(host.Workspace, (db, _) =>
            {
                db.Add(new Connection { Id = shop, System = ShopSource.SystemId, AccountId = "88" });
                db.Add(new SourceTaskState { ConnectionId = shop, Name = "orders", DoneAt = host.Clock.GetUtcNow() });
                return Task.CompletedTask;
            }, default);
            if (before is not null)
                await before(host, owner, shop, company);
            return actor => act(host, actor, shop, company);
        });
}
