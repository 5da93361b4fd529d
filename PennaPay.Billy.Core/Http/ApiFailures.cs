namespace PennaPay.Billy.Core.Http;

/// <summary>Failures of other systems in the words of this product.</summary>
internal static class ApiFailures
{
    /// <summary>What a user is told of a call that failed: a code of ours, and the system's own words.</summary>
    public static Failure Describe(ApiException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new Failure(CodeOf(exception.Failure), exception.LockedReason ?? exception.Said,
            exception.FieldErrors.Count > 0 ? exception.FieldErrors : null);
    }

    /// <summary>
    /// The same of a read. It has no content to refuse: whoever answers 404 or 422 to it is not
    /// the system that we know.
    /// </summary>
    public static Failure DescribeRead(ApiException exception) => Describe(exception) is var failure
        && failure.Code == FailureCodes.InvoiceInvalid ? failure with { Code = FailureCodes.SystemUnavailable } : failure;

    /// <summary>Whether only a person can end it: a new token, or an unlocked account.</summary>
    internal static bool ConcernsTheConnection(this Failure failure) =>
        failure.Code is FailureCodes.TokenRejected or FailureCodes.ConnectionForbidden or FailureCodes.OrganizationLocked;

    /// <summary>Whether nobody answered, or somebody else did in the system's place.</summary>
    internal static bool MeansAway(this ApiFailure failure) => failure is ApiFailure.Unavailable or ApiFailure.TimedOut or ApiFailure.Unreadable;

    private static string CodeOf(ApiFailure failure) => failure switch
    {
        ApiFailure.Unauthorized => FailureCodes.TokenRejected,
        ApiFailure.Forbidden => FailureCodes.ConnectionForbidden,
        ApiFailure.Locked => FailureCodes.OrganizationLocked,
        ApiFailure.RateLimited => FailureCodes.RateLimited,
        ApiFailure.Away => FailureCodes.SystemAway,
        ApiFailure.TooMuch => FailureCodes.ListTooLong,
        // Reads of one record answer null, so what is missing is a record that something sent refers to.
        ApiFailure.Invalid or ApiFailure.NotFound => FailureCodes.InvoiceInvalid,
        _ => FailureCodes.SystemUnavailable,
    };
}
