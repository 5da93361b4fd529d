using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>Money that came into a bank account or went out of it, and what was settled by it.</summary>
public sealed record BillyBankPayment : IBillyRecord
{
    public required string Id { get; init; }
    public DateOnly? EntryDate { get; init; }

    /// <summary>In the bank account's currency; positive on either side.</summary>
    public decimal? CashAmount { get; init; }

    /// <summary><c>debit</c> for money that came in, <c>credit</c> for money that went out.</summary>
    public string? CashSide { get; init; }

    /// <summary>Whether somebody took it back.</summary>
    public bool? IsVoided { get; init; }

    /// <summary>Null when they were not told, which is something else than a payment of nothing in particular.</summary>
    public IReadOnlyList<BillySettlement?>? Associations { get; init; }
}

/// <summary>What a payment settles of one invoice or bill. Billy's own name for it is <c>balanceModifier</c>.</summary>
public sealed record BillySettlement
{
    public string? Id { get; init; }

    /// <summary>Of what, as <c>invoice:ID</c> or <c>bill:ID</c>.</summary>
    public string? SubjectReference { get; init; }

    /// <summary>In the currency of what is settled.</summary>
    public decimal? Amount { get; init; }
    public bool? IsVoided { get; init; }
}
