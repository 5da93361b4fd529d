using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace PennaPay.Billy.Web.Security.Circuits;

/// <summary>Whose page it is, and from where. What is not known is not counted.</summary>
internal sealed record CircuitVisitor(string? Session, string? User, string? Address)
{
    private const string SessionKey = "pennapay:session";

    public IEnumerable<(CircuitLimit Limit, string Who)> Known
    {
        get
        {
            if (Session is not null)
                yield return (CircuitLimit.Session, Session);
            if (User is not null)
                yield return (CircuitLimit.User, User);
            if (Address is not null)
                yield return (CircuitLimit.Address, Address);
        }
    }

    /// <summary>Gives a sign-in a name that stays when its cookie is renewed.</summary>
    public static Task MarkAsync(CookieSigningInContext signIn)
    {
        signIn.Properties.Items.TryAdd(SessionKey, Guid.NewGuid().ToString("N"));
        return Task.CompletedTask;
    }

    public static CircuitVisitor Of(HttpContext context) => new(
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.Items.TryGetValue(SessionKey, out var session) == true ? session : null,
        AccountClaims.UserOf(context.User)?.ToString(),
        NetworkOf(context.Connection.RemoteIpAddress));

    // Whoever has an address of version 6 has 2^64 of them.
    internal static string? NetworkOf(IPAddress? address) => address switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
