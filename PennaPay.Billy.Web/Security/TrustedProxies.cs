using System.Net;

namespace PennaPay.Billy.Web.Security;

/// <summary>Who may speak for a visitor, as <see cref="SecurityOptions.TrustedProxies"/> names them.</summary>
internal static class TrustedProxies
{
    /// <exception cref="FormatException">Something is neither an address nor a network, or is a network of everybody; the message is it.</exception>
    public static IReadOnlyList<IPNetwork> Read(string configured) =>
        [.. configured.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(One)];

    private static IPNetwork One(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0 ? network : throw new FormatException(text);
    }
}
