using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy;

/// <summary>Where the real Billy is, where the sandbox is, if this program runs one, and how both are spoken to.</summary>
public sealed class BillyEndpoints(IOptions<BillyOptions> options)
{
    /// <summary>What Billy's access tokens look like.</summary>
    public static AccessTokenRule TokenRule => BillyProfile.TokenRule;

    /// <summary>The real Billy's API.</summary>
    public Uri Billy => options.Value.BaseAddress;

    /// <summary>The sandbox's API; null until the program that runs one knows its own address.</summary>
    public Uri? Sandbox { get; set; }

    /// <summary>The API's root of one of the two; null where there is no sandbox.</summary>
    public Uri? Of(bool sandbox) => sandbox ? Sandbox : Billy;

    /// <summary>How Billy is spoken to.</summary>
    internal ApiProfile Profile { get; } = new BillyProfile(options);
}
