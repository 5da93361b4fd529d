namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>
/// What Billit's sandbox lets in. Configuration section <c>Sandbox:Billit</c>. Nothing of it opens anything but the sandbox.
/// </summary>
public sealed class BillitSandboxOptions
{
    /// <summary>Where a client is sent back to, unless configured otherwise: a path of this program.</summary>
    public const string DefaultRedirect = "/connections/return";

    /// <summary>The registered client. Real ids have a bar in them too.</summary>
    public string ClientId { get; set; } = "pennapay|sandbox-client";

    public string ClientSecret { get; set; } = "e41b7d9c5f2a8036sandbox9d6c4b1f8e705a32";

    /// <summary>The API key of the person whom all companies belong to.</summary>
    public string ApiKey { get; set; } = "billit-sandbox-6f1d0c9a4b7e42d8a5c3e2f9";

    /// <summary>The registered redirect addresses, separated by spaces; one that begins with a slash is this program's own.</summary>
    public string RedirectUris { get; set; } = DefaultRedirect;
}
