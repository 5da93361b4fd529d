namespace PennaPay.Billy.Tests.Mcp.Clients;

/// <summary>
/// A test by a client that runs on Node.js, whose packages npm installs. An ordinary run installs nothing and skips it; where
/// REQUIRE_BROWSER=1 asks for everything it is run, and fails without Node.js.
/// </summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("REQUIRE_BROWSER") != "1")
            Skip = "Takes packages from npm. REQUIRE_BROWSER=1 runs it, with Node.js 20 or newer on the path.";
    }
}
