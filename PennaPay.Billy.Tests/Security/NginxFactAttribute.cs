using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Security;

/// <summary>A test behind a real nginx, in a real browser; skipped where one of them is missing.</summary>
public sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute()
    {
        Skip = NginxProxy.ExecutablePath is null || Browser.ExecutablePath is null
            ? "No nginx or no browser found. On Debian: apt-get install nginx chromium."
            : Slow.Reason;
    }
}
