
namespace PennaPay.Billy.Tests.Support;

/// <summary>Files that come from outside the project, in a folder <c>shared/data</c> beside it.</summary>
public static class SharedData
{
    /// <summary>The official Peppol BIS Billing 3 examples.</summary>
    public static IReadOnlyList<string> UblFiles { get; } = [.. Directory.EnumerateFiles(Folder("ubl"), "*.xml").Order(StringComparer.Ordinal)];

    /// <summary>The path of one of the examples.</summary>
    public static string Ubl(string name) => Path.Combine(Folder("ubl"), name);

    private static string Folder(string name)
    {
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            var folder = Path.Combine(above.FullName, "shared", "data", name);
            if (Directory.Exists(folder))
                return folder;
        }

        throw new DirectoryNotFoundException(
            $"These tests read official example files from a folder shared/data/{name} beside the project, and there is none. The README says more under 'Try it'.");
    }
}
