using System.Text.Json;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.SupplyChain;

/// <summary>A package as a lock file has it.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Which is taken.</param>
/// <param name="Sha512">Of its content, in capitals of base 16.</param>
/// <param name="Needs">The ids of what it asks for.</param>
internal sealed record LockedPackage(string Name, string Version, string Sha512, IReadOnlyList<string> Needs);

/// <summary>The packages that projects are built with, by their lock files.</summary>
internal static class LockedPackages
{
    public static IReadOnlyList<string> Product { get; } = ["PennaPay.Billy.Core", "PennaPay.Billy.Web"];

    public static IReadOnlyList<LockedPackage> Of(params IEnumerable<string> projects) =>
        [.. projects.SelectMany(Of).DistinctBy(package => package.Name).OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<LockedPackage> Of(string project)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SourceTree.Root, project, "packages.lock.json")));
        return
        [
            .. from framework in file.RootElement.GetProperty("dependencies").EnumerateObject()
               from package in framework.Value.EnumerateObject()
               where package.Value.GetProperty("type").GetString() != "Project"
               select new LockedPackage(
                   package.Name, package.Value.GetProperty("resolved").GetString()!,
                   Convert.ToHexString(Convert.FromBase64String(package.Value.GetProperty("contentHash").GetString()!)),
                   package.Value.TryGetProperty("dependencies", out var needs) ? [.. needs.EnumerateObject().Select(need => need.Name)] : []),
        ];
    }
}
