using PennaPay.Billy.Web.Sandbox.Billit;
using PennaPay.Billy.Web.Sandbox.Pennylane;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Web.Sandbox;

/// <summary>Whether systems to try things on run inside this program. Configuration section <c>Sandbox</c>.</summary>
public sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>Default: on in Development, off everywhere else.</summary>
    public bool Enabled { get; set; }

    /// <summary>The access token of the company in Billy that always exists. It opens nothing but the sandbox.</summary>
    public string Token { get; set; } = "5a9d0b0c4e7f41d2a86b3c9e1f07d5a2b4c6e8f0";

    /// <summary>Set that company up with a year of books instead of empty ones. Default: off.</summary>
    public bool YearOfBooks { get; set; }

    /// <summary>Who is let in to Pennylane's.</summary>
    public PennylaneSandboxOptions Pennylane { get; set; } = new();

    /// <summary>Who is let in to Billit's.</summary>
    public BillitSandboxOptions Billit { get; set; } = new();

    /// <summary>Who is let in to Plug&amp;Pay's.</summary>
    public PlugAndPaySandboxOptions PlugAndPay { get; set; } = new();

    /// <summary>
    /// Where what the sandboxes hold is kept over a restart; null: nowhere. Default: beside the database in Development.
    /// </summary>
    public string? StateDirectory { get; set; }
}
