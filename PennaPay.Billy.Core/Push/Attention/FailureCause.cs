namespace PennaPay.Billy.Core.Push.Attention;

/// <summary>What invoices that failed alike have in common, so that one remedy mends all of them.</summary>
/// <param name="Code">One of <see cref="FailureCodes"/>.</param>
/// <param name="Detail">What is missing, where just that is the cause; null where the detail is each invoice's own.</param>
public sealed record FailureCause(string Code, string? Detail)
{
    /// <summary>The codes whose detail says what is missing: an account, a VAT ruleset. A system's own answers are never alike.</summary>
    internal static IReadOnlyList<string> WithDetail { get; } = [FailureCodes.VatUnmapped, FailureCodes.VatRulesetMissing, FailureCodes.AccountUnknown];

    /// <summary>The cause as a failure that can be described.</summary>
    public Failure Failure => new(Code, Detail);
}
