namespace PennaPay.Billy.Tests.Support;

/// <summary>A test of the examples of OIOUBL; skipped where they are not beside the project.</summary>
public sealed class DanishUblTheoryAttribute : TheoryAttribute
{
    public DanishUblTheoryAttribute()
    {
        if (UblFiles.DanishFolder is null)
            Skip = UblFiles.WhyNoDanish;
    }
}
