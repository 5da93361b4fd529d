namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>All that a restart has to bring back.</summary>
internal sealed record PennylaneState(TimeSpan Ahead, IReadOnlyList<Grant> Grants, IReadOnlyList<CompanyState> Companies);

internal sealed record CompanyState(long Id, string Name, string RegNo, long LastId, int LastNumber, int LastCreditNumber)
{
    public required IReadOnlyList<SandboxCustomer> Customers { get; init; }

    public required IReadOnlyList<SandboxInvoice> Invoices { get; init; }

    public required IReadOnlyList<SandboxProduct> Products { get; init; }

    public required IReadOnlyList<SandboxTransaction> Transactions { get; init; }

    /// <summary>The changelogs of customers, invoices, products and transactions.</summary>
    public required IReadOnlyList<IReadOnlyList<Change>> Logs { get; init; }
}
