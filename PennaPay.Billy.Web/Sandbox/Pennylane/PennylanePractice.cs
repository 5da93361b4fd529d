using System.Globalization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>What the people of a French company do in Pennylane.</summary>
internal sealed class PennylanePractice(PennylaneSandbox pennylane) : ISourcePractice
{
    private const decimal DraftAmount = 100;
    private const string Anew = " (nouveau)";

    public string System => "pennylane";

    public SourcePracticeBooks? Read(string token, string account, int most)
    {
        if (pennylane.CompanyOf(token) is not { } company)
            return null;
        var (customers, invoices, today) = (company.Customers, company.Invoices, company.Today);
        var names = customers.ToDictionary(customer => customer.Id, customer => customer.FullName);
        var invoiced = invoices.Select(invoice => invoice.Customer).OfType<long>().ToHashSet();
        return new(
            [.. customers.OrderByDescending(customer => customer.Id).Take(most).Select(customer => new SourcePracticeCustomer(Text(customer.Id), customer.FullName, ActsOf(customer)))],
            [.. invoices.OrderByDescending(invoice => invoice.Id).Take(most).Select(Document)],
            [SourceAct.AddCustomer]);

        IReadOnlyList<SourceAct> ActsOf(SandboxCustomer customer) =>
        [
            SourceAct.Draft, SourceAct.AddPerson, .. customer.IsCompany ? [SourceAct.Rename] : (SourceAct[])[], .. invoiced.Contains(customer.Id) ? [] : (SourceAct[])[SourceAct.DeleteCustomer],
        ];

        SourcePracticeDocument Document(SandboxInvoice invoice)
        {
            var state = StateOf(invoice.StatusOn(today));
            return new(
                Text(invoice.Id), invoice.Number.Length > 0 ? invoice.Number : null, invoice.Customer is { } customer ? names.GetValueOrDefault(customer, "–") : "–",
                invoice.CurrencyAmount, invoice.Currency, state, ActsOn(state, invoice));
        }
    }

    public void Do(string token, string account, SourceAct act, string? id)
    {
        var company = pennylane.CompanyOf(token) ?? throw new KeyNotFoundException("No company has this token.");
        switch (act)
        {
            case SourceAct.AddCustomer:
                company.AddCustomer($"Client {company.Customers.Count + 1} SARL");
                break;
            case SourceAct.Rename:
                company.EditCustomer(Id(), customer => customer with
                {
                    Name = customer.Name.EndsWith(Anew, StringComparison.Ordinal) ? customer.Name[..^Anew.Length] : customer.Name + Anew,
                });
                break;
            case SourceAct.AddPerson:
                company.AddContact(Id(), new() { FirstName = "Camille", LastName = $"Durand {company.Customer(Id()).Contacts.Count + 1}", Email = "camille@example.fr" });
                break;
            case SourceAct.DeleteCustomer:
                company.DeleteCustomer(Id());
                break;
            case SourceAct.Draft:
                company.DraftInvoice(Id(), DraftAmount);
                break;
            case SourceAct.Issue:
                company.Finalise(Id());
                break;
            case SourceAct.PayHalf:
                company.Pay(Id(), Math.Round((company.Invoice(Id()).Remaining ?? 0) / 2, 2));
                break;
            case SourceAct.Pay:
                company.Pay(Id());
                break;
            case SourceAct.Unmatch:
                company.Unmatch(Id(), company.Invoice(Id()).Matches is [.., var last] ? last.Other : throw new InvalidOperationException("Nothing is matched."));
                break;
            case SourceAct.Credit:
                company.Credit(Id());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(act));
        }

        long Id() => long.TryParse(id, CultureInfo.InvariantCulture, out var number) ? number : throw new KeyNotFoundException("There is nothing of that id.");
    }

    private static IReadOnlyList<SourceAct> ActsOn(SourcePracticeState state, SandboxInvoice invoice) => state switch
    {
        SourcePracticeState.Draft => [SourceAct.Issue],
        SourcePracticeState.Open or SourcePracticeState.Late => [SourceAct.PayHalf, SourceAct.Pay, SourceAct.Credit],
        SourcePracticeState.PartlyPaid => [SourceAct.Pay, SourceAct.Unmatch],
        SourcePracticeState.Paid when invoice.Matches.Count > 0 => [SourceAct.Unmatch],
        _ => [],
    };

    private static SourcePracticeState StateOf(string status) => status switch
    {
        "draft" => SourcePracticeState.Draft,
        "upcoming" => SourcePracticeState.Open,
        "late" => SourcePracticeState.Late,
        "partially_paid" => SourcePracticeState.PartlyPaid,
        "paid" => SourcePracticeState.Paid,
        "partially_cancelled" => SourcePracticeState.PartlyCredited,
        "cancelled" => SourcePracticeState.Credited,
        "credit_note" => SourcePracticeState.CreditNote,
        _ => SourcePracticeState.Other,
    };

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
