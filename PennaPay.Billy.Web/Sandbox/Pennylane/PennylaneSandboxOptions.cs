namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>
/// What Pennylane's sandbox lets in. Configuration section <c>Sandbox:Pennylane</c>. Nothing of it opens anything but the sandbox.
/// </summary>
public sealed class PennylaneSandboxOptions
{
    /// <summary>Where a client is sent back to, unless configured otherwise: a path of this program.</summary>
    public const string DefaultRedirect = "/connections/return";

    /// <summary>The registered client.</summary>
    public string ClientId { get; set; } = "pennapay-sandbox-client";

    public string ClientSecret { get; set; } = "c7f3d9a15b2e4860sandbox0f6b8d1e4a927c53";

    /// <summary>The developer token of the company that always exists, with every scope that there is to read.</summary>
    public string DeveloperToken { get; set; } = "pl-sandbox-4d0c6f1e8b7a42d59e3c1f7a";

    /// <summary>The registered redirect addresses, separated by spaces; one that begins with a slash is this program's own.</summary>
    public string RedirectUris { get; set; } = DefaultRedirect;
}
