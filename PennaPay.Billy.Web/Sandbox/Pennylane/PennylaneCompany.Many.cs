using System.Globalization;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Many records at once, for measuring.</summary>
public sealed partial class PennylaneCompany
{
    /// <summary>
    /// Adds many customers, each with a contact, and final invoices of one line spread evenly over them and over the last year; every third is
    /// open, the rest is paid. Each makes one entry in the changelog, of when it was made.
    /// </summary>
    public void AddMany(int customers, int invoices) => Change(() =>
    {
        var (now, ids) = (clock.Now, new long[customers]);
        for (var i = 0; i < customers; i++)
        {
            At(now.AddDays(-365 + (30d * i / customers)), () =>
            {
                var born = Born(new SandboxCustomer { Name = string.Create(CultureInfo.InvariantCulture, $"Client {i + 1:00000}"), RegNo = FrenchNumbers.Siren(10_000_000 + i) });
                CustomerShelf.Put(born with { LedgerAccount = NextId(), ExternalReference = SomeUuid(born.Id, born.CreatedAt), Contacts = [Born(new SandboxContact { FirstName = "Claude", LastName = born.Name, Email = $"c{i}@exemple.fr" })] });
                CustomerLog.Add("insert", born, Now);
                ids[i] = born.Id;
            });
        }
        for (var i = 0; i < invoices; i++)
        {
            At(now.AddDays(-335 + (335d * i / invoices)), () =>
            {
                var born = Born(new SandboxInvoice
                {
                    IsDraft = false, Customer = ids[i % ids.Length], Number = string.Create(CultureInfo.InvariantCulture, $"F{Today.Year}{++lastNumber:000000}"),
                    Date = Today, Deadline = Today.AddDays(30), IsMarkedPaid = i % 3 > 0,
                    Lines = [Born(new SandboxInvoiceLine { Label = "Prestation", UnitPrice = 50 + (i % 950) })],
                });
                born = born with { ExternalReference = SomeReference(born.Id) };
                InvoiceShelf.Put(born);
                Index(born);
                InvoiceLog.Add("insert", born, Now);
            });
        }
        return invoices;
    });
}
