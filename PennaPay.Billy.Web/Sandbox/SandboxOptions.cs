namespace PennaPay.Billy.Web.Sandbox;

/// <summary>Whether a Billy to try things on runs inside this program. Configuration section <c>Sandbox</c>.</summary>
public sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>Where the sandbox answers as Billy; the base address for a client is this path with a slash after it.</summary>
    public const string BasePath = "/sandbox/billy/v2";

    /// <summary>Where the pages are that stand in for Billy's own application.</summary>
    public const string AppPath = "/sandbox/billy/app";

    /// <summary>Where the sandbox is controlled. It asks for no credentials, so it exists only where the sandbox does.</summary>
    public const string ControlPath = "/sandbox/billy/_control";

    /// <summary>Default: on in Development, off everywhere else.</summary>
    public bool Enabled { get; set; }

    /// <summary>The access token of the company that always exists. It opens nothing but the sandbox.</summary>
    public string Token { get; set; } = "5a9d0b0c4e7f41d2a86b3c9e1f07d5a2b4c6e8f0";
}
