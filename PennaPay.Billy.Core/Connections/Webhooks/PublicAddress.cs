using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Core.Connections.Webhooks;

/// <summary>Where this program is reached from outside. Configuration key <c>PublicAddress</c>.</summary>
public sealed class PublicAddress
{
    /// <summary>The configuration key.</summary>
    public const string Key = "PublicAddress";

    /// <summary>As it is configured; null where it is not: then no system is asked to call.</summary>
    public string? Text { get; set; }

    /// <summary>The root of all addresses; null where none is known.</summary>
    public Uri? Root => ProblemOf(Text) is null && Text is { Length: > 0 } ? new(Text) : null;

    /// <summary>Why a text is no address to be called at; null where it is one, or there is none.</summary>
    internal static string? ProblemOf(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0 || address.PathAndQuery != "/" || address.Fragment.Length > 0
            ? "must be the address of this program alone, such as https://books.example.dk"
        : address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback ? null
        : "must begin with https://";
}

internal sealed class PublicAddressValidator : IValidateOptions<PublicAddress>
{
    public ValidateOptionsResult Validate(string? name, PublicAddress options) =>
        PublicAddress.ProblemOf(options.Text) is { } problem ? ValidateOptionsResult.Fail($"{PublicAddress.Key} {problem}.") : ValidateOptionsResult.Success;
}
