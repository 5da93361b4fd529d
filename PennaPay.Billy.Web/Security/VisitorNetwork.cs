using System.Net;
using System.Net.Sockets;

namespace PennaPay.Billy.Web.Security;

/// <summary>What visitors are counted by.</summary>
internal static class VisitorNetwork
{
    /// <summary>The address, or of version 6 its first half: whoever has one such address has 2^64 of them. Null where none is known.</summary>
    public static string? Of(IPAddress? address) => address switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
