using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>Where the real Plug&amp;Pay is, where the sandbox is, if this program runs one, and how both are spoken to.</summary>
public sealed class PlugAndPayEndpoints(IOptions<PlugAndPayOptions> options)
{
    /// <summary>What Plug&amp;Pay's keys look like.</summary>
    public static AccessTokenRule TokenRule => PlugAndPayProfile.TokenRule;

    /// <summary>The real one.</summary>
    public Uri PlugAndPay => options.Value.BaseAddress;

    /// <summary>The sandbox; null until the program that runs one knows its own address.</summary>
    public Uri? Sandbox { get; set; }

    /// <summary>One of the two; null where there is no sandbox.</summary>
    public Uri? Of(bool sandbox) => sandbox ? Sandbox : PlugAndPay;

    /// <summary>How Plug&amp;Pay is spoken to.</summary>
    internal ApiProfile Profile { get; } = new PlugAndPayProfile(options);
}
