namespace PennaPay.Billy.Tests.Support;

/// <summary>A test of the official Peppol examples; skipped where they are not beside the project.</summary>
public sealed class OfficialUblTheoryAttribute : TheoryAttribute
{
    public OfficialUblTheoryAttribute()
    {
        if (UblFiles.OfficialFolder is null)
            Skip = UblFiles.WhyNoOfficial;
    }
}
