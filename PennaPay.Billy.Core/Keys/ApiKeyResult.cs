using PennaPay.Billy.Core.Access.Keys;

namespace PennaPay.Billy.Core.Keys;

/// <summary>What came of making a key, or of making it anew.</summary>
public abstract record ApiKeyResult
{
    private ApiKeyResult()
    {
    }

    /// <param name="Id">The key's id.</param>
    /// <param name="Secret">The key itself, which nobody sees again.</param>
    public sealed record Made(Guid Id, ApiKeySecret Secret) : ApiKeyResult;

    public sealed record NameMissing : ApiKeyResult;

    /// <summary>The name is longer than <see cref="ApiKey.MaxName"/>.</summary>
    public sealed record NameTooLong : ApiKeyResult;

    /// <summary>It would have ended before it began.</summary>
    public sealed record ExpiryPassed : ApiKeyResult;

    /// <summary>The workspace has <see cref="ApiKeys.Most"/> open ones already.</summary>
    public sealed record TooMany : ApiKeyResult;

    /// <summary>The workspace has none such, or it was revoked.</summary>
    public sealed record NotFound : ApiKeyResult;
}
