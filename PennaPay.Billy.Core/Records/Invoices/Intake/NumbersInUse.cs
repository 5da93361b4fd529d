using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>Which numbers stored invoices have. A number is no key, so one that comes again is for its source to judge.</summary>
internal sealed class NumbersInUse
{
    private readonly Dictionary<(InvoiceKind Kind, string Key), User> users;

    private NumbersInUse(Dictionary<(InvoiceKind Kind, string Key), User> users) => this.users = users;

    public static async Task<NumbersInUse> LoadAsync(
        WorkspaceDbContext db, IEnumerable<string> numbers, CancellationToken cancellationToken)
    {
        var found = await ManyKeys.FindAsync(
            numbers.Select(NumberKey.Of),
            keys => db.Set<Invoice>().AsNoTracking()
                .Where(invoice => keys.Contains(invoice.NumberKey))
                .OrderBy(invoice => invoice.Id)
                .Select(invoice => new { invoice.Kind, invoice.NumberKey, User = new User(invoice.CustomerName, invoice.Gross, invoice.Currency) }),
            cancellationToken);
        var users = new Dictionary<(InvoiceKind, string), User>();
        foreach (var invoice in found)
            users.TryAdd((invoice.Kind, invoice.NumberKey), invoice.User);
        return new(users);
    }

    /// <summary>The oldest invoice of that kind and number; null where there is none.</summary>
    public User? Find(InvoiceKind kind, string number) => users.GetValueOrDefault((kind, NumberKey.Of(number)));

    /// <summary>Who has a number, and how much it asks for.</summary>
    internal sealed record User(string Customer, decimal Gross, string Currency);
}
