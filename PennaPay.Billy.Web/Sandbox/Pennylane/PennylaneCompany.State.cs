namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>What is kept of a company, and how it is made of that again.</summary>
public sealed partial class PennylaneCompany
{
    internal CompanyState State() => Do(() => new CompanyState(Id, Name, RegNo, lastId, lastNumber, lastCreditNumber)
    {
        Customers = [.. CustomerShelf.All],
        Invoices = [.. InvoiceShelf.All],
        Products = [.. ProductShelf.All],
        Transactions = [.. TransactionShelf.All],
        Logs = [[.. CustomerLog.All], [.. InvoiceLog.All], [.. ProductLog.All], [.. TransactionLog.All]],
    });

    internal void Restore(CompanyState kept)
    {
        (lastId, lastNumber, lastCreditNumber) = (kept.LastId, kept.LastNumber, kept.LastCreditNumber);
        foreach (var customer in kept.Customers)
            CustomerShelf.Put(customer);
        foreach (var invoice in kept.Invoices)
        {
            InvoiceShelf.Put(invoice);
            Index(invoice);
        }
        foreach (var product in kept.Products)
            ProductShelf.Put(product);
        foreach (var transaction in kept.Transactions)
            TransactionShelf.Put(transaction);
        foreach (var (log, entries) in ((Changelog[])[CustomerLog, InvoiceLog, ProductLog, TransactionLog]).Zip(kept.Logs))
            log.Restore(entries);
    }
}
