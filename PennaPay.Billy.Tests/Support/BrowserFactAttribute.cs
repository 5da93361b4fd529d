namespace PennaPay.Billy.Tests.Support;

/// <summary>A test in a real browser. Without one it is skipped, except where REQUIRE_BROWSER=1 makes that a failure.</summary>
public class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.ExecutablePath is null && Environment.GetEnvironmentVariable("REQUIRE_BROWSER") != "1")
            Skip = "No browser found. Install Chromium (on Debian: apt-get install chromium) or point CHROMIUM_PATH at one.";
        // Some go through a dozen looks of several pages.
        Timeout = 240_000;
    }
}
