using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>What lists search invoices in and order them by.</summary>
internal static class InvoiceKeys
{
    /// <summary>Whose order is the order in which people count numbers.</summary>
    public static string Number(string number) => Values.NumberKey.Of(number);

    /// <summary>The folded name, then the folded number.</summary>
    public static string Search(string customerName, string number) => Values.SearchText.Of(customerName, number);

    /// <summary>
    /// Copies a customer's name to its invoices by one statement. No database folds letters as <see cref="Search"/> does, so
    /// the folded number is taken from the old text: its end, as long as the number, since folding changes no text's length
    /// where there are no spaces to spare.
    /// </summary>
    public static Task RenameCustomerAsync(WorkspaceDbContext db, Customer customer, CancellationToken cancellationToken)
    {
        var name = customer.Name;
        var folded = Search(name, "") + " ";
#pragma warning disable CA1845 // The database has no spans.
        return db.Set<Invoice>().Where(invoice => invoice.CustomerId == customer.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(invoice => invoice.CustomerName, name)
                .SetProperty(
                    invoice => invoice.SearchText,
                    invoice => folded + invoice.SearchText.Substring(invoice.SearchText.Length - invoice.Number.Length)),
            cancellationToken);
#pragma warning restore CA1845
    }
}
