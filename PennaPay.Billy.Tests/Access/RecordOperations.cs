using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Access;

/// <summary>The operations of companies, customers, products, and of what each user likes.</summary>
internal static class RecordOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("CompanyEditor.SaveAsync", "change", Permission.EditCompany, async (host, owner) =>
        {
            await host.Database.WriteAsync(
                owner.Workspace, (db, _) => Task.FromResult(db.Add(new Workspace { Id = owner.Workspace, Name = "Før" })), default);
            return async actor =>
            {
                Assert.IsType<SaveCompanyResult.Saved>(await host.Get<CompanyEditor>().SaveAsync(actor, new() { Name = "Efter" }, default));
                return [new("company.changed", nameof(Workspace), actor.Workspace.Value)];
            };
        }),
        Simple("CustomerEditor.SaveAsync", "create", Permission.EditCustomers, async (host, actor) =>
            [new("customer.created", nameof(Customer), await SaveAsync(host, actor, new CustomerForm { Name = "Nordlys" }))]),
        new("CustomerEditor.SaveAsync", "change", Permission.EditCustomers, async (host, owner) =>
        {
            var id = await SaveAsync(host, owner, new CustomerForm { Name = "Nordlys" });
            return async actor => [new("customer.changed", nameof(Customer),
                await SaveAsync(host, actor, new CustomerForm { Id = id, Version = 1, Name = "Sydlys" }))];
        }),
        new("CustomerEditor.DeleteAsync", "delete", Permission.EditCustomers, async (host, owner) =>
        {
            var id = await SaveAsync(host, owner, new CustomerForm { Name = "Nordlys" });
            return async actor =>
            {
                Assert.IsType<DeleteCustomerResult.Deleted>(await host.Get<CustomerEditor>().DeleteAsync(actor, id, default));
                return [new("customer.deleted", nameof(Customer), id)];
            };
        }),
        new("CustomerEditor.ArchiveAsync", "archive", Permission.EditCustomers, async (host, owner) =>
        {
            var id = await SaveAsync(host, owner, new CustomerForm { Name = "Nordlys" });
            return async actor =>
            {
                Assert.Equal(1, await host.Get<CustomerEditor>().ArchiveAsync(actor, [id], isArchived: true, default));
                return [new("customer.archived", nameof(Customer), id.ToString(), 1)];
            };
        }),
        Simple("ProductEditor.SaveAsync", "create", Permission.EditProducts, async (host, actor) =>
            [new("product.created", nameof(Product), await SaveAsync(host, actor, new ProductForm { Name = "Æbler" }))]),
        new("ProductEditor.SaveAsync", "change", Permission.EditProducts, async (host, owner) =>
        {
            var id = await SaveAsync(host, owner, new ProductForm { Name = "Æbler" });
            return async actor => [new("product.changed", nameof(Product),
                await SaveAsync(host, actor, new ProductForm { Id = id, Version = 1, Name = "Pærer" }))];
        }),
        new("ProductEditor.DeleteAsync", "delete", Permission.EditProducts, async (host, owner) =>
        {
            var id = await SaveAsync(host, owner, new ProductForm { Name = "Æbler" });
            return async actor =>
            {
                Assert.True(await host.Get<ProductEditor>().DeleteAsync(actor, id, default));
                return [new("product.deleted", nameof(Product), id)];
            };
        }),
        Simple("CustomFieldEditor.SaveAsync", "add", Permission.EditCompany, async (host, actor) =>
            [new("field.added", nameof(CustomField), await SaveFieldAsync(host, actor, new() { Name = "Rabat" }))]),
        new("CustomFieldEditor.SaveAsync", "change", Permission.EditCompany, async (host, owner) =>
        {
            var id = await SaveFieldAsync(host, owner, new() { Name = "Rabat" });
            return async actor => [new("field.changed", nameof(CustomField), await SaveFieldAsync(host, actor, new() { Id = id, Version = 1, Name = "Fast rabat" }))];
        }),
        new("CustomFieldEditor.MoveAsync", "move", Permission.EditCompany, async (host, owner) =>
        {
            var id = await SaveFieldAsync(host, owner, new() { Name = "Rabat" });
            return async actor =>
            {
                Assert.True(await host.Get<CustomFieldEditor>().MoveAsync(actor, id, isUp: true, default));
                return [new("field.moved", nameof(CustomField), id)];
            };
        }),
        new("CustomFieldEditor.RemoveAsync", "remove", Permission.EditCompany, async (host, owner) =>
        {
            var id = await SaveFieldAsync(host, owner, new() { Name = "Rabat" });
            return async actor =>
            {
                Assert.Equal(0, await host.Get<CustomFieldEditor>().RemoveAsync(actor, id, default));
                return [new("field.removed", nameof(CustomField), id)];
            };
        }),
        Simple("SavedFilters.SaveAsync", "save", Permission.KeepOwnPreferences, async (host, actor) =>
            [new("filter.saved", nameof(SavedFilter), await SaveFilterAsync(host, actor))]),
        new("SavedFilters.DeleteAsync", "delete", Permission.KeepOwnPreferences, async (host, owner) =>
        {
            var id = await SaveFilterAsync(host, owner);
            return async actor =>
            {
                await host.Get<SavedFilters>().DeleteAsync(actor, id, default);
                return actor == owner ? [new("filter.deleted", nameof(SavedFilter), id)] : [];
            };
        }),
        Simple("ListChoices.ShowAsync", "hide", Permission.KeepOwnPreferences, async (host, actor) =>
        {
            await host.Get<ListChoices>().ShowAsync(actor, InvoiceColumns.DueDate, isShown: false, default);
            return [new("list.arranged", nameof(ListChoice), actor.Id)];
        }),
        Simple("ListChoices.UseLetterKeysAsync", "switch off", Permission.KeepOwnPreferences, async (host, actor) =>
        {
            await host.Get<ListChoices>().UseLetterKeysAsync(actor, isOn: false, default);
            return [new("list.arranged", nameof(ListChoice), actor.Id)];
        }),
    ];

    private static Operation Simple(string method, string what, Permission permission, Func<PushHost, Actor, Task<Said[]>> call) =>
        new(method, what, permission, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(actor => call(host, actor)));

    private static async Task<Guid> SaveAsync(PushHost host, Actor actor, CustomerForm form) =>
        Assert.IsType<SaveResult.Saved>(await host.Get<CustomerEditor>().SaveAsync(actor, form, default)).Id;

    private static async Task<Guid> SaveAsync(PushHost host, Actor actor, ProductForm form) =>
        Assert.IsType<SaveResult.Saved>(await host.Get<ProductEditor>().SaveAsync(actor, form, default)).Id;

    private static async Task<Guid> SaveFieldAsync(PushHost host, Actor actor, CustomFieldForm form) =>
        Assert.IsType<SaveResult.Saved>(await host.Get<CustomFieldEditor>().SaveAsync(actor, form, default)).Id;

    private static async Task<Guid> SaveFilterAsync(PushHost host, Actor actor) =>
        Assert.IsType<SaveFilterResult.Saved>(await host.Get<SavedFilters>().SaveAsync(actor, "mine", new InvoiceQuery("lys"), default)).Filter.Id;
}
