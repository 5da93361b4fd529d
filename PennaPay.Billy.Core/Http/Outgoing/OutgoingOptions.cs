namespace PennaPay.Billy.Core.Http.Outgoing;

/// <summary>Configuration section <c>Outgoing</c>: where requests may go, beside the systems' own public addresses.</summary>
public sealed class OutgoingOptions
{
    public const string Section = "Outgoing";

    /// <summary>
    /// Other host names and addresses that the operator answers for, wherever they are, such as <c>api.example.dk;10.0.3.7</c>: a
    /// system's other installation, or a proxy that all requests take.
    /// </summary>
    public string AllowedHosts { get; set; } = "";

    /// <summary>Whether a system may be on this machine, as the sandbox is.</summary>
    public bool ThisHost { get; set; }

    /// <summary>Whether a system may be had there.</summary>
    /// <param name="address">The API's root.</param>
    /// <param name="known">The host that the system is known by.</param>
    internal bool Allows(Uri address, string known) =>
        address.Host.Equals(known, StringComparison.OrdinalIgnoreCase) || AllowsAnywhere(address.Host) || (ThisHost && address.IsLoopback);

    /// <summary>What of <see cref="AllowedHosts"/> is neither a name nor an address, such as one with a port; null where all is.</summary>
    internal string? Unreadable => Hosts().FirstOrDefault(host => Uri.CheckHostName(host) == UriHostNameType.Unknown);

    /// <summary>Whether the operator answers for a host, wherever it is.</summary>
    internal bool AllowsAnywhere(string host) => Hosts().Contains(host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase);

    private string[] Hosts() => AllowedHosts.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
