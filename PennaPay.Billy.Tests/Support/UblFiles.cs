namespace PennaPay.Billy.Tests.Support;

/// <summary>UBL documents to read: our own, which every clone has, and the official ones where they lie beside the project.</summary>
public static class UblFiles
{
    private const string Beside = "shared/data/ubl";

    /// <summary>The folder of the official Peppol BIS Billing 3 examples; null where there is none.</summary>
    public static string? OfficialFolder { get; } = FindOfficial();

    /// <summary>Why tests of the official examples do not run here.</summary>
    public static string WhyNoOfficial => $"The official Peppol examples are not here: no folder {Beside} beside the project or above it.";

    /// <summary>All of our own.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Ubl"), "*.xml").Order(StringComparer.Ordinal)];

    /// <summary>The path of one of our own.</summary>
    public static string Own(string name) => Path.Combine(AppContext.BaseDirectory, "Ubl", name);

    /// <summary>The path of an official one.</summary>
    public static string Official(string name) => Path.Combine(OfficialFolder ?? throw new InvalidOperationException(WhyNoOfficial), name);

    private static string? FindOfficial()
    {
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            var folder = Path.Combine([above.FullName, .. Beside.Split('/')]);
            if (Directory.Exists(folder))
                return folder;
        }

        return null;
    }
}
