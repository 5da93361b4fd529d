namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>All that a restart has to bring back.</summary>
internal sealed record BillitState(TimeSpan Ahead, long LastId)
{
    public required IReadOnlyList<BillitGrant> Grants { get; init; }

    public required IReadOnlyList<PeppolParticipant> Participants { get; init; }

    public required IReadOnlyList<BillitCompanyState> Companies { get; init; }

    public required IReadOnlyList<WebhookCall> Calls { get; init; }
}

internal sealed record BillitCompanyState(long Id, string Name, string VatNumber)
{
    public required bool AllowsApi { get; init; }

    public required bool IsEmailVerified { get; init; }

    public required bool SendsAutomatically { get; init; }

    public required string TaxCountry { get; init; }

    public required DateTimeOffset LastMorning { get; init; }

    public required IReadOnlyList<BillitParty> Parties { get; init; }

    public required IReadOnlyList<BillitOrder> Orders { get; init; }

    public required IReadOnlyList<BillitFile> Files { get; init; }

    public required IReadOnlyList<BillitWebhook> Webhooks { get; init; }

    public required IReadOnlyList<string> IdempotencyKeys { get; init; }

    public required IReadOnlyList<DeletedOrder> Deleted { get; init; }

    public required IReadOnlyDictionary<string, int> Sequences { get; init; }
}
