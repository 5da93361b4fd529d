using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Outgoing;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>How Pennylane is called, and what it has registered this program as. Configuration section <c>Pennylane</c>.</summary>
public sealed class PennylaneOptions
{
    public const string Section = "Pennylane";

    /// <summary>The API's root. Default: <c>https://app.pennylane.com/api/external/v2/</c>.</summary>
    public Uri BaseAddress { get; set; } = new("https://app.pennylane.com/api/external/v2/");

    /// <summary>Where people allow a connection. Default: <c>https://app.pennylane.com/oauth/authorize</c>.</summary>
    public Uri AuthorizeAddress { get; set; } = new("https://app.pennylane.com/oauth/authorize");

    /// <summary>Where tokens are had. Default: <c>https://app.pennylane.com/oauth/token</c>.</summary>
    public Uri TokenAddress { get; set; } = new("https://app.pennylane.com/oauth/token");

    /// <summary>Where tokens are taken back. Default: <c>https://app.pennylane.com/oauth/revoke</c>.</summary>
    public Uri RevokeAddress { get; set; } = new("https://app.pennylane.com/oauth/revoke");

    /// <summary>What Pennylane's partner team gave this installation; empty where people paste a token instead.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret that goes with <see cref="ClientId"/>.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>How long one request may take, from connecting to the last byte. Default: 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most requests within five seconds for one token. 0 is no limit. Default: Pennylane's own limit of 25.</summary>
    public int RequestsPerFiveSeconds { get; set; } = 25;

    /// <summary>Records a page of a list, 1 to Pennylane's maximum of 100. Default: 100.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Changes a page, 1 to Pennylane's maximum of 1000. Default: 1000.</summary>
    public int ChangesPageSize { get; set; } = 1000;

    /// <summary>How often a failed read is tried again. Default: 3.</summary>
    public int MaxReadRetries { get; set; } = 3;

    /// <summary>Whether people can connect by signing in at Pennylane.</summary>
    public bool HasRegistration => ClientId.Length > 0;
}

internal sealed class PennylaneOptionsValidator(IOptions<OutgoingOptions> outgoing) : IValidateOptions<PennylaneOptions>
{
    private const string Host = "app.pennylane.com";

    public ValidateOptionsResult Validate(string? name, PennylaneOptions options)
    {
        List<string> problems = [];
        AddAddress(nameof(options.BaseAddress), options.BaseAddress);
        AddAddress(nameof(options.AuthorizeAddress), options.AuthorizeAddress);
        AddAddress(nameof(options.TokenAddress), options.TokenAddress);
        AddAddress(nameof(options.RevokeAddress), options.RevokeAddress);
        if (options.ClientId.Length > 0 != options.ClientSecret.Length > 0)
            Add(nameof(options.ClientSecret), $"and {PennylaneOptions.Section}:{nameof(options.ClientId)} must be set together");
        else if (options.ClientSecret.Length > 0 && AccessTokenRule.Any.Check(options.ClientSecret, out _) is not null)
            Add(nameof(options.ClientSecret), "must be at least 8 letters, digits and signs without spaces");
        if (options.RequestTimeout < TimeSpan.FromSeconds(1) || options.RequestTimeout > TimeSpan.FromMinutes(5))
            Add(nameof(options.RequestTimeout), "must be between 00:00:01 and 00:05:00");
        if (options.RequestsPerFiveSeconds is < 0 or > 5000)
            Add(nameof(options.RequestsPerFiveSeconds), "must be 0 (no limit) or between 1 and 5000");
        if (options.PageSize is < 1 or > 100)
            Add(nameof(options.PageSize), "must be between 1 and 100");
        if (options.ChangesPageSize is < 1 or > 1000)
            Add(nameof(options.ChangesPageSize), "must be between 1 and 1000");
        if (options.MaxReadRetries is < 0 or > 10)
            Add(nameof(options.MaxReadRetries), "must be between 0 and 10");

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void AddAddress(string key, Uri? address)
        {
            if (address is null)
                Add(key, "must be set");
            else if (ApiAccess.AddressProblem(address) is { } problem)
                Add(key, problem);
            else if (!outgoing.Value.Allows(address, Host))
                Add(key, $"leads to '{address.Host}', which is not Pennylane's. Where it is meant, name it in Outgoing:AllowedHosts");
        }

        void Add(string key, string what) => problems.Add($"{PennylaneOptions.Section}:{key} {what}.");
    }
}
