using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Customers;

public sealed class RenamedCustomerTests : IAsyncLifetime
{
    private static readonly string[] Numbers =
        ["1001", "F-9", "FÆ-10 Ø", "№ 5 A", "ẞ/ß", "İ-1", "100 %_", "O'Neil \"7\"", "🍎 12", @"\d", "ＡＢＣ", "Ǆ 1"];

    private TestDatabase database = null!;
    private CustomerEditor customers = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        customers = new(database.Database, TimeProvider.System, new(database.Database, []));
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Theory]
    [InlineData("Æbleplantagen ApS", "Pæreplantagen ApS")]
    [InlineData("A", "ÅSE'S \"BAGERI\" & SØN, 100 % _ØKO_")]
    [InlineData("🍎🍏 Æbler", "Straße ẞ GmbH")]
    [InlineData("  To   ord ", "Ét")]
    [InlineData("İstanbul Ǆ", "🍐")]
    public async Task Rename_OverOddLetters_LeavesWhatCSharpWouldHaveWritten(string before, string after)
    {
        var customer = await SaveAsync(new() { Name = before });
        var other = await SaveAsync(new() { Name = "Nabo ApS" });
        foreach (var number in Numbers)
            await InvoiceAsync(customer, number);
        await InvoiceAsync(other, "2001");

        var form = CustomerForm.From((await new CustomerList(database.Database).FindAsync(database.Workspace, customer, default))!);
        form.Name = after;
        await SaveAsync(form);

        await using var db = database.Database.Read(database.Workspace);
        var found = await db.Set<Invoice>().OrderBy(invoice => invoice.Id)
            .Select(invoice => new { invoice.Number, invoice.CustomerName, invoice.SearchText }).ToListAsync();
        Assert.Equal(
            [.. Numbers.Select(number => (number, after, SearchText.Of(after, number))), ("2001", "Nabo ApS", "nabo aps 2001")],
            found.Select(invoice => (invoice.Number, invoice.CustomerName, invoice.SearchText)));
    }

    private async Task<Guid> SaveAsync(CustomerForm form) =>
        Assert.IsType<SaveResult.Saved>(await customers.SaveAsync(database.Owner, form, default)).Id;

    private async Task InvoiceAsync(Guid customer, string number) =>
        Assert.IsType<SaveResult.Saved>(await new InvoiceEditor(database.Database, [], [], new([]), new(NullLogger<InvoiceFeed>.Instance), TimeProvider.System).SaveAsync(database.Owner, new()
        {
            CustomerId = customer, Number = number, IssueDate = new(2026, 11, 5), Lines = [new() { Description = "Æbler", UnitPrice = 10 }],
        }, default));
}
