using System.Net.Http.Headers;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Http.Lists;
using PennaPay.Billy.Core.Http.Pace;

namespace PennaPay.Billy.Core.Http;

/// <summary>How one system is spoken to, and how its answers are read. Each system has one, and nothing else in this
/// folder knows it.</summary>
internal abstract class ApiProfile
{
    /// <summary>What people call the system: shown in messages and logs.</summary>
    public abstract string Name { get; }

    /// <summary>The header that carries the token; null where the body of each request does.</summary>
    public abstract string? SecretHeader { get; }

    /// <summary>What stands before the token, such as <c>Bearer</c>; null for nothing.</summary>
    public virtual string? SecretScheme => null;

    /// <summary>
    /// The header that carries the token of an access, and what stands before it: another one where a system tells tokens that it
    /// gave at its sign-in from keys that people paste.
    /// </summary>
    public virtual (string? Header, string? Scheme) SecretPlaceOf(ApiAccess access) => (SecretHeader, SecretScheme);

    /// <summary>What else stands in the head of each request, such as which of the token's companies it is about.</summary>
    public virtual IReadOnlyList<(string Name, string Value)> HeadersOf(ApiAccess access) => [];

    public abstract string UserAgent { get; }

    public virtual string Accept => "application/json";

    /// <summary>How long one request may take, from connecting to the last byte, and how long it may wait for its turn.</summary>
    public virtual TimeSpan RequestTimeout => TimeSpan.FromSeconds(30);

    /// <summary>How often a failed read is tried again; writes never are.</summary>
    public virtual int ReadRetries => 3;

    /// <summary>The most bytes of an answer, unpacked.</summary>
    public virtual int LargestAnswer => 5 * 1024 * 1024;

    /// <summary>What one list may cost: enough for some 50,000 records with what is embedded in them.</summary>
    public virtual ListLimits Lists { get; } = new(Pages: 500, Bytes: 64 * 1024 * 1024, Time: TimeSpan.FromMinutes(5), RecordsAPage: 5000);

    /// <summary>The most requests a second for one token, once the burst is used up; 0 is no limit.</summary>
    public abstract double RequestsPerSecond { get; }

    /// <summary>How many requests may go at once after a pause; at least 1.</summary>
    public abstract int Burst { get; }

    /// <summary>
    /// Over how long a system counts that takes <see cref="Burst"/> requests within any such time and no more; null where it takes
    /// so many after a pause and a steady rate from then on.
    /// </summary>
    public virtual TimeSpan? Window => null;

    /// <summary>How many requests the system takes from now on, where its answers say so; null where this one does not.</summary>
    /// <param name="headers">The answer's.</param>
    /// <param name="now">The time.</param>
    public virtual RequestAllowance? ReadAllowance(HttpResponseHeaders headers, DateTimeOffset now) => null;

    /// <summary>Whether a 2xx is meant as one: some envelopes say in their own words that a call failed.</summary>
    public virtual bool IsSuccess<TAnswer>(TAnswer answer) => true;

    /// <summary>Reads the body of an answer that is no 2xx.</summary>
    /// <returns>What it says, as it stands there; null when it is not this system that speaks.</returns>
    /// <exception cref="System.Text.Json.JsonException">It is not JSON.</exception>
    public abstract ApiRefusal? ReadRefusal(ReadOnlySpan<byte> body);

    /// <summary>Whether a refusal may have another reason than it says, which <see cref="FindReasonAsync"/> can ask for.</summary>
    /// <param name="refused">What was said.</param>
    /// <param name="resource">The path that was called, without the query.</param>
    public virtual bool MayHideItsReason(ApiException refused, string resource) => false;

    /// <summary>Asks for the true reason of a refusal.</summary>
    /// <returns>What to throw instead; null when the refusal stands as it is.</returns>
    public virtual Task<ApiException?> FindReasonAsync(
        ApiReader reader, ApiAccess access, ApiException refused, CancellationToken cancellationToken) =>
        Task.FromResult<ApiException?>(null);
}
