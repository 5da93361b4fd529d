using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Outgoing;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>How Plug&amp;Pay is called. Configuration section <c>PlugAndPay</c>.</summary>
public sealed class PlugAndPayOptions
{
    public const string Section = "PlugAndPay";

    /// <summary>
    /// The API's root. Default: <c>https://api.plugandpay.com/v2/</c>, which the vendor's own client calls; its documentation still says
    /// <c>https://api.plugandpay.nl/v2/</c>.
    /// </summary>
    public Uri BaseAddress { get; set; } = new("https://api.plugandpay.com/v2/");

    /// <summary>How long one request may take, from connecting to the last byte. Default: 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most requests a second for one key. 0 is no limit. Default: 2, since no limit is published.</summary>
    public double RequestsPerSecond { get; set; } = 2;

    /// <summary>Records a page of a list, 1 to 100. Default: 25, the only length of orders that is known to work.</summary>
    public int PageSize { get; set; } = 25;

    /// <summary>How often a failed read is tried again. Default: 3.</summary>
    public int MaxReadRetries { get; set; } = 3;
}

internal sealed class PlugAndPayOptionsValidator(IOptions<OutgoingOptions> outgoing) : IValidateOptions<PlugAndPayOptions>
{
    private static readonly string[] Hosts = ["api.plugandpay.com", "api.plugandpay.nl"];

    public ValidateOptionsResult Validate(string? name, PlugAndPayOptions options)
    {
        List<string> problems = [];
        if (options.BaseAddress is not { } address)
            Add(nameof(options.BaseAddress), "must be set");
        else if (ApiAccess.AddressProblem(address) is { } problem)
            Add(nameof(options.BaseAddress), problem);
        else if (!Hosts.Any(host => outgoing.Value.Allows(address, host)))
            Add(nameof(options.BaseAddress), $"leads to '{address.Host}', which is not Plug&Pay's. Where it is meant, name it in Outgoing:AllowedHosts");
        if (options.RequestTimeout < TimeSpan.FromSeconds(1) || options.RequestTimeout > TimeSpan.FromMinutes(5))
            Add(nameof(options.RequestTimeout), "must be between 00:00:01 and 00:05:00");
        if (options.RequestsPerSecond is not (0 or >= 0.1 and <= 100))
            Add(nameof(options.RequestsPerSecond), "must be 0 (no limit) or between 0.1 and 100");
        if (options.PageSize is < 1 or > 100)
            Add(nameof(options.PageSize), "must be between 1 and 100");
        if (options.MaxReadRetries is < 0 or > 10)
            Add(nameof(options.MaxReadRetries), "must be between 0 and 10");

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Add(string key, string what) => problems.Add($"{PlugAndPayOptions.Section}:{key} {what}.");
    }
}
