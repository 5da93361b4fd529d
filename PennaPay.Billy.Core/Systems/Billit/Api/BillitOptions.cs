using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Outgoing;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>How Billit is called, and what it has registered this program as. Configuration section <c>Billit</c>.</summary>
public sealed class BillitOptions
{
    public const string Section = "Billit";

    /// <summary>Which of Billit's own two installations is meant where no address says otherwise. Default: the one with real books.</summary>
    public BillitInstallation Installation { get; set; } = BillitInstallation.Production;

    /// <summary>The API's root. Default: <c>https://api.billit.be/</c>, or <c>https://api.sandbox.billit.be/</c>.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Where people allow a connection. Default: <c>/Account/Logon</c> of <c>https://my.billit.be</c>, or of <c>https://my.sandbox.billit.be</c>.</summary>
    public Uri? LogonAddress { get; set; }

    /// <summary>Where tokens are had. Default: <c>OAuth2/token</c> below the API's host.</summary>
    public Uri? TokenAddress { get; set; }

    /// <summary>Where tokens are taken back. Default: <c>OAuth2/revoke</c> below the API's host.</summary>
    public Uri? RevokeAddress { get; set; }

    /// <summary>What Billit's support gave this installation; empty where people paste a key of their own instead.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret that goes with <see cref="ClientId"/>.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>How long one request may take, from connecting to the last byte. Default: 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most requests a minute for one token, once a few have gone at once; Billit tells no limit. 0 is no limit. Default: 50.</summary>
    public int RequestsPerMinute { get; set; } = 50;

    /// <summary>Records a page of a list, 1 to Billit's maximum of 120. Default: 120.</summary>
    public int PageSize { get; set; } = 120;

    /// <summary>The most bytes of a file that is fetched or attached. Default: 10 MB.</summary>
    public int LargestFile { get; set; } = 10 * 1024 * 1024;

    /// <summary>How often a failed read is tried again. Default: 3.</summary>
    public int MaxReadRetries { get; set; } = 3;

    /// <summary>Whether people can connect by signing in at Billit.</summary>
    public bool HasRegistration => ClientId.Length > 0;

    private string Host => (Installation == BillitInstallation.Sandbox ? "sandbox." : "") + "billit.be";

    internal Uri Api => BaseAddress ?? new($"https://api.{Host}/");

    internal Uri Logon => LogonAddress ?? new($"https://my.{Host}/Account/Logon");

    internal Uri Token => TokenAddress ?? new($"https://api.{Host}/OAuth2/token");

    internal Uri Revoke => RevokeAddress ?? new($"https://api.{Host}/OAuth2/revoke");
}

/// <summary>Billit's own installations. Companies, ids, keys and the client's id of one are worth nothing in the other.</summary>
public enum BillitInstallation
{
    Production,

    /// <summary>For trying out: documents go to the test network of Peppol, e-mails really go out, letters do not.</summary>
    Sandbox,
}

internal sealed class BillitOptionsValidator(IOptions<OutgoingOptions> outgoing) : IValidateOptions<BillitOptions>
{
    private static readonly string[] Hosts =
        ["api.billit.be", "my.billit.be", "my.billit.eu", "api.sandbox.billit.be", "my.sandbox.billit.be", "my.sandbox.billit.eu"];

    public ValidateOptionsResult Validate(string? name, BillitOptions options)
    {
        List<string> problems = [];
        AddAddress(nameof(options.BaseAddress), options.BaseAddress);
        AddAddress(nameof(options.LogonAddress), options.LogonAddress);
        AddAddress(nameof(options.TokenAddress), options.TokenAddress);
        AddAddress(nameof(options.RevokeAddress), options.RevokeAddress);
        if (!Enum.IsDefined(options.Installation))
            Add(nameof(options.Installation), "must be Production or Sandbox");
        if (options.ClientId.Length > 0 != options.ClientSecret.Length > 0)
            Add(nameof(options.ClientSecret), $"and {BillitOptions.Section}:{nameof(options.ClientId)} must be set together");
        else if (options.ClientSecret.Length > 0 && AccessTokenRule.Any.Check(options.ClientSecret, out _) is not null)
            Add(nameof(options.ClientSecret), "must be at least 8 letters, digits and signs without spaces");
        if (options.RequestTimeout < TimeSpan.FromSeconds(1) || options.RequestTimeout > TimeSpan.FromMinutes(5))
            Add(nameof(options.RequestTimeout), "must be between 00:00:01 and 00:05:00");
        if (options.RequestsPerMinute is < 0 or > 6000)
            Add(nameof(options.RequestsPerMinute), "must be 0 (no limit) or between 1 and 6000");
        if (options.PageSize is < 1 or > 120)
            Add(nameof(options.PageSize), "must be between 1 and 120");
        if (options.LargestFile is < 1024 or > 50 * 1024 * 1024)
            Add(nameof(options.LargestFile), "must be between 1024 and 52428800");
        if (options.MaxReadRetries is < 0 or > 10)
            Add(nameof(options.MaxReadRetries), "must be between 0 and 10");

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void AddAddress(string key, Uri? address)
        {
            if (address is null)
                return;
            if (ApiAccess.AddressProblem(address) is { } problem)
                Add(key, problem);
            else if (!Hosts.Any(host => outgoing.Value.Allows(address, host)))
                Add(key, $"leads to '{address.Host}', which is not Billit's. Where it is meant, name it in Outgoing:AllowedHosts");
        }

        void Add(string key, string what) => problems.Add($"{BillitOptions.Section}:{key} {what}.");
    }
}
