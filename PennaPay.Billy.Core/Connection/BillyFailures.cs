using PennaPay.Billy.Core.BillyApi;

namespace PennaPay.Billy.Core.Connection;

/// <summary>Billy's failures in the words of this product.</summary>
public static class BillyFailures
{
    /// <summary>What a user is told of a call that failed: in the user's language, or in Billy's own words.</summary>
    public static Failure Describe(BillyException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new Failure(CodeOf(exception.Failure), exception.LockedReason ?? exception.Said,
            exception.FieldErrors.Count > 0 ? exception.FieldErrors : null);
    }

    /// <summary>
    /// The same of a read. It has no content to refuse: whoever answers 404 or 422 to it is not the Billy we know.
    /// </summary>
    public static Failure DescribeRead(BillyException exception) => Describe(exception) is var failure
        && failure.Code == FailureCodes.InvoiceInvalid ? failure with { Code = FailureCodes.BillyUnavailable } : failure;

    /// <summary>Whether only a person can end it: a new token, or an unlocked organisation.</summary>
    internal static bool ConcernsTheConnection(this Failure failure) =>
        failure.Code is FailureCodes.TokenRejected or FailureCodes.ConnectionForbidden or FailureCodes.OrganizationLocked;

    private static string CodeOf(BillyFailure failure) => failure switch
    {
        BillyFailure.Unauthorized => FailureCodes.TokenRejected,
        BillyFailure.Forbidden => FailureCodes.ConnectionForbidden,
        BillyFailure.Locked => FailureCodes.OrganizationLocked,
        BillyFailure.RateLimited => FailureCodes.RateLimited,
        // Reads of one record answer null, so what is missing is a record that something sent refers to.
        BillyFailure.Invalid or BillyFailure.NotFound => FailureCodes.InvoiceInvalid,
        _ => FailureCodes.BillyUnavailable,
    };
}
