namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>What Plug&amp;Pay's sandbox lets in. Configuration section <c>Sandbox:PlugAndPay</c>. It opens nothing but the sandbox.</summary>
public sealed class PlugAndPaySandboxOptions
{
    /// <summary>The key of the shop that always exists.</summary>
    public string ApiKey { get; set; } = "pap-sandbox-7d1b9e30c5a84f62b8e4a0d95f3c6172";
}
