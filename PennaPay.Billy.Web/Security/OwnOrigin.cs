using Microsoft.Extensions.Options;
using PennaPay.Billy.Web.Security.Circuits;

namespace PennaPay.Billy.Web.Security;

/// <summary>Where visitors reach this program: the address that is configured, or the one that a request was sent to.</summary>
internal sealed class OwnOrigin(IOptions<CircuitLimits> limits)
{
    /// <summary>Null where a request does not say it in a way that could be one.</summary>
    public Uri? Of(HttpRequest request) =>
        limits.Value.OriginAddress ?? (Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own) ? own : null);

    /// <summary>Whether a page of this program's own sent it; a request without an origin comes from no page.</summary>
    public bool IsOwn(HttpRequest request) => request.Headers.Origin.Count == 0
        || (Of(request) is { } own && Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var page) && ServerOf(page) == ServerOf(own));

    /// <summary>Scheme, host and port.</summary>
    public static string ServerOf(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
