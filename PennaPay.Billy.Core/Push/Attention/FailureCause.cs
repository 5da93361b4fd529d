namespace PennaPay.Billy.Core.Push.Attention;

/// <summary>What invoices that failed alike have in common, so that one remedy mends all of them.</summary>
/// <param name="Code">One of <see cref="FailureCodes"/>.</param>
/// <param name="Detail">What is missing, where just that is the cause; null where the detail is each invoice's own.</param>
public sealed record FailureCause(string Code, string? Detail)
{
    /// <summary>The codes whose detail says what is missing: an account, a VAT ruleset. A system's own answers are never alike.</summary>
    internal static IReadOnlyList<string> WithDetail { get; } = [FailureCodes.VatUnmapped, FailureCodes.VatRulesetMissing, FailureCodes.AccountUnknown];

    /// <summary>The cause of a failure.</summary>
    public static FailureCause Of(Failure failure) => new(failure.Code, WithDetail.Contains(failure.Code) ? failure.Detail : null);

    /// <summary>As an address holds it: <c>invoice_invalid</c>, <c>account_unknown:4711</c>.</summary>
    public override string ToString() => Detail is null ? Code : $"{Code}:{Detail}";

    /// <summary>Reads what <see cref="ToString"/> wrote; null for a code that there is not, or a detail that is no cause.</summary>
    public static FailureCause? Read(string? text)
    {
        var (code, detail) = text?.Split(':', 2) switch
        {
            [var alone] => (alone, null),
            [var first, var rest] => (first, rest),
            _ => ("", (string?)null),
        };
        return FailureCodes.All.Contains(code) && (detail is null || WithDetail.Contains(code)) ? new(code, detail) : null;
    }

    /// <summary>The cause as a failure that can be described.</summary>
    public Failure Failure => new(Code, Detail);
}
