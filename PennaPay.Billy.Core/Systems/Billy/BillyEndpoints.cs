using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy;

/// <summary>Where the real Billy is, and where the sandbox is, if this program runs one.</summary>
public sealed class BillyEndpoints(IOptions<BillyOptions> options)
{
    /// <summary>The real Billy's API.</summary>
    public Uri Billy => options.Value.BaseAddress;

    /// <summary>The sandbox's API; null until the program that runs one knows its own address.</summary>
    public Uri? Sandbox { get; set; }
}
