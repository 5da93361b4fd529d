namespace PennaPay.Billy.Tests.Support;

/// <summary>UBL documents to read: our own, which every clone has, and the official ones where they lie beside the project.</summary>
public static class UblFiles
{
    private const string Beside = "shared/data/ubl";
    private const string DanishBeside = "shared/data/oioubl";

    /// <summary>The folder of the official Peppol BIS Billing 3 examples; null where there is none.</summary>
    public static string? OfficialFolder { get; } = Find(Beside);

    /// <summary>The folder of examples of OIOUBL; null where there is none.</summary>
    public static string? DanishFolder { get; } = Find(DanishBeside);

    /// <summary>Why tests of the official examples do not run here.</summary>
    public static string WhyNoOfficial => $"The official Peppol examples are not here: no folder {Beside} beside the project or above it.";

    /// <summary>Why tests of the examples of OIOUBL do not run here.</summary>
    public static string WhyNoDanish => $"The examples of OIOUBL are not here: no folder {DanishBeside} beside the project or above it.";

    /// <summary>All of our own.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Ubl"), "*.xml").Order(StringComparer.Ordinal)];

    /// <summary>The path of one of our own.</summary>
    public static string Own(string name) => Path.Combine(AppContext.BaseDirectory, "Ubl", name);

    /// <summary>The path of an official one.</summary>
    public static string Official(string name) => Path.Combine(OfficialFolder ?? throw new InvalidOperationException(WhyNoOfficial), name);

    /// <summary>The path of an example of OIOUBL.</summary>
    public static string Danish(string name) => Path.Combine(DanishFolder ?? throw new InvalidOperationException(WhyNoDanish), name);

    private static string? Find(string beside)
    {
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            var folder = Path.Combine([above.FullName, .. beside.Split('/')]);
            if (Directory.Exists(folder))
                return folder;
        }

        return null;
    }
}
