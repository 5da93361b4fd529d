namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>What came of deleting a customer.</summary>
public abstract record DeleteCustomerResult
{
    private DeleteCustomerResult()
    {
    }

    /// <summary>It is gone with its contact persons.</summary>
    public sealed record Deleted : DeleteCustomerResult;

    /// <summary>Invoices are made out to it, and bookkeeping must be able to say to whom.</summary>
    public sealed record HasInvoices(int Count) : DeleteCustomerResult;

    /// <summary>There is no such customer in the workspace.</summary>
    public sealed record NotFound : DeleteCustomerResult;
}
