namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>The bank's lines, what they pay, and orders to pay.</summary>
public sealed partial class PennylaneCompany
{
    /// <summary>A line comes in from the bank.</summary>
    /// <returns>The transaction's id.</returns>
    public long AddTransaction(SandboxTransaction transaction) => Change(() =>
    {
        var born = Born(transaction with { Matches = [], Date = transaction.Date == default ? Today : transaction.Date });
        TransactionShelf.Put(born);
        TransactionLog.Add("insert", born, Now);
        return born.Id;
    });

    /// <inheritdoc cref="AddTransaction(SandboxTransaction)" />
    public long AddTransaction(decimal amount, string label = "VIR SEPA") => AddTransaction(new SandboxTransaction { Amount = amount, Label = label });

    /// <exception cref="KeyNotFoundException">There is no such transaction.</exception>
    public SandboxTransaction Transaction(long id) => Do(() => TransactionShelf.Find(id)) ?? throw None("transaction", id);

    /// <summary>Matches a transaction with an invoice, with a part in euro or as much as both have left.</summary>
    /// <exception cref="InvalidOperationException">The invoice is a draft or a credit note, they are matched already, or there is nothing left.</exception>
    public void Match(long invoice, long transaction, decimal? part = null) => Change(() =>
    {
        var (paid, line) = (Invoice(invoice), Transaction(transaction));
        if (paid.Remaining is not { } remaining || paid.Matches.Any(match => match.Other == transaction))
            throw new InvalidOperationException("Only a final invoice is matched, and once with one transaction.");
        var amount = part ?? Math.Min(remaining, line.Outstanding);
        if (amount <= 0)
            throw new InvalidOperationException("Nothing is left to match.");
        StoreMatches(paid with { Matches = [.. paid.Matches, new(transaction, amount)] }, line with { Matches = [.. line.Matches, new(invoice, amount)] });
        return invoice;
    });

    /// <summary>Takes a match back.</summary>
    /// <exception cref="InvalidOperationException">They are not matched.</exception>
    public void Unmatch(long invoice, long transaction) => Change(() =>
    {
        var (paid, line) = (Invoice(invoice), Transaction(transaction));
        if (paid.Matches.All(match => match.Other != transaction))
            throw new InvalidOperationException("They are not matched.");
        StoreMatches(
            paid with { Matches = [.. paid.Matches.Where(match => match.Other != transaction)] },
            line with { Matches = [.. line.Matches.Where(match => match.Other != invoice)] });
        return invoice;
    });

    /// <summary>A line comes in from the bank and pays an invoice, a part of it or what is left.</summary>
    /// <returns>The transaction's id.</returns>
    /// <exception cref="InvalidOperationException">There is nothing to pay.</exception>
    public long Pay(long invoice, decimal? amount = null) => Change(() =>
    {
        var paid = Invoice(invoice);
        if (paid.Remaining is not { } remaining || remaining == 0)
            throw new InvalidOperationException("There is nothing to pay.");
        var transaction = AddTransaction(amount ?? remaining, $"VIR SEPA {(paid.Customer is { } id ? Customer(id).FullName.ToUpperInvariant() : "")} {paid.Number}");
        Match(invoice, transaction);
        return transaction;
    });

    /// <summary>Says that an invoice is paid, without anything to show for it.</summary>
    /// <exception cref="InvalidOperationException">It is a draft or a credit note.</exception>
    public void MarkPaid(long invoice) => Change(() =>
    {
        var paid = Invoice(invoice);
        return paid.Remaining is null
            ? throw new InvalidOperationException("Only a final invoice is paid.")
            : Store(paid with { IsMarkedPaid = true });
    });

    /// <summary>Orders to pay an invoice, such as a direct debit; it is not paid by that.</summary>
    /// <returns>The payment's id.</returns>
    /// <exception cref="InvalidOperationException">It is a draft or a credit note.</exception>
    public long AddPayment(long invoice, SandboxPayment payment) => Change(() =>
    {
        var ordered = Invoice(invoice);
        if (ordered.Remaining is null)
            throw new InvalidOperationException("Only a final invoice is paid.");
        var born = Born(payment);
        Store(ordered with { Payments = [.. ordered.Payments, born] });
        return born.Id;
    });

    /// <exception cref="KeyNotFoundException">There is no such payment.</exception>
    public void EditPayment(long invoice, long payment, string status) => Change(() =>
    {
        var ordered = Invoice(invoice);
        if (ordered.Payments.All(one => one.Id != payment))
            throw None("payment", payment);
        return Store(ordered with
        {
            Payments = [.. ordered.Payments.Select(one => one.Id == payment ? one with { Status = status, UpdatedAt = Now } : one)],
        });
    });

    private void StoreMatches(SandboxInvoice invoice, SandboxTransaction transaction)
    {
        transaction = transaction with { UpdatedAt = Now };
        TransactionShelf.Put(transaction);
        TransactionLog.Add("update", transaction, Now);
        if (behaviour.MatchesAreLogged)
            Store(invoice);
        else
            InvoiceShelf.Put(invoice);
    }
}
