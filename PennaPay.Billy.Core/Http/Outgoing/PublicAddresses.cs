using System.Net;

namespace PennaPay.Billy.Core.Http.Outgoing;

/// <summary>Tells addresses that are anywhere on the internet from those of a machine, a network or a provider's own (IANA's special-purpose registries).</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            // Of the rest of IPv6 nothing is public; these are the exceptions within 2000::/3, and those that carry an IPv4 address are judged by it.
            "2001::/23", "2001:db8::/32", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3"), Translated = IPNetwork.Parse("64:ff9b::/96"), SixToFour = IPNetwork.Parse("2002::/16");

    public static bool Contain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Contain(address.MapToIPv4());
        if (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            if (Translated.Contains(address))
                return Contain(new IPAddress(address.GetAddressBytes().AsSpan(12, 4)));
            if (SixToFour.Contains(address))
                return Contain(new IPAddress(address.GetAddressBytes().AsSpan(2, 4)));
            if (!Global.Contains(address))
                return false;
        }

        return !Special.Any(network => network.Contains(address));
    }
}
