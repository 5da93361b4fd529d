using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>A company in Billy, with its books.</summary>
internal sealed class SandboxCompany(SandboxCompanyOptions options, SandboxStore store, SandboxRecord organization)
    : SandboxAccount(store)
{
    public SandboxCompanyOptions Options => options;

    public SandboxRecord Organization => organization;

    /// <summary>What was uploaded; it does not outlive the program.</summary>
    public FileBytes Files { get; } = new();

    public void Lock(string reason)
    {
        organization["isLocked"] = true;
        organization["lockedCode"] = "other";
        organization["lockedReason"] = reason;
    }

    public void Unlock()
    {
        organization["isLocked"] = false;
        organization["lockedCode"] = null;
        organization["lockedReason"] = null;
    }

    /// <summary>What is wrong with naming this organisation; a token needs to name none (docs/billy-api.md 1.2).</summary>
    public string? WhyNotOrganization(string id) =>
        options.StrictOrganizationId ? "organizationId must not be set when the access token is tied to a company."
        : id != organization.Id && id.Length > 0 ? $"No `organization` record with id `{id}` was found."
        : null;
}
