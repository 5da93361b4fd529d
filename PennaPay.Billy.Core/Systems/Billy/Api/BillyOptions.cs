using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Outgoing;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>How Billy is called. Configuration section <c>Billy</c>.</summary>
public sealed class BillyOptions
{
    public const string Section = "Billy";

    /// <summary>The API's root. Default: <c>https://api.billysbilling.com/v2/</c>.</summary>
    public Uri BaseAddress { get; set; } = new("https://api.billysbilling.com/v2/");

    /// <summary>How long one request may take, from connecting to the last byte. Default: 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most requests a second for one token; Billy documents no limit. 0 is no limit. Default: 2.
    /// </summary>
    public double RequestsPerSecond { get; set; } = 2;

    /// <summary>Records a page of a list, 1 to Billy's maximum of 1000. Default: 1000.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>How often a failed read is tried again; writes never are. Default: 3.</summary>
    public int MaxReadRetries { get; set; } = 3;

    /// <summary>
    /// Whether <c>organizationId</c> is left out of requests: a company token implies it, and some organisations refuse it.
    /// Default: true.
    /// </summary>
    public bool OmitOrganizationId { get; set; } = true;
}

internal sealed class BillyOptionsValidator(IOptions<OutgoingOptions> outgoing) : IValidateOptions<BillyOptions>
{
    private const string Host = "api.billysbilling.com";

    public ValidateOptionsResult Validate(string? name, BillyOptions options)
    {
        List<string> problems = [];
        if (options.BaseAddress is null)
            Add(nameof(options.BaseAddress), "must be set");
        else if (ApiAccess.AddressProblem(options.BaseAddress) is { } problem)
            Add(nameof(options.BaseAddress), problem);
        else if (!outgoing.Value.Allows(options.BaseAddress, Host))
            Add(nameof(options.BaseAddress), $"leads to '{options.BaseAddress.Host}', which is not Billy's. Where it is meant, name it in Outgoing:AllowedHosts");
        if (options.RequestTimeout < TimeSpan.FromSeconds(1) || options.RequestTimeout > TimeSpan.FromMinutes(5))
            Add(nameof(options.RequestTimeout), "must be between 00:00:01 and 00:05:00");
        if (options.RequestsPerSecond is not (0 or (>= 0.1 and <= 1000)))
            Add(nameof(options.RequestsPerSecond), "must be 0 (no limit) or between 0.1 and 1000");
        if (options.PageSize is < 1 or > 1000)
            Add(nameof(options.PageSize), "must be between 1 and 1000");
        if (options.MaxReadRetries is < 0 or > 10)
            Add(nameof(options.MaxReadRetries), "must be between 0 and 10");

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Add(string key, string what) => problems.Add($"{BillyOptions.Section}:{key} {what}.");
    }
}
