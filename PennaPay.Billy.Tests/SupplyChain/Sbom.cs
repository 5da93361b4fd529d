using System.Text.Json;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Tests.SupplyChain;

/// <summary>Writes what the product is made of as CycloneDX 1.6, for whoever has to know whether a hole in a package concerns an installation.</summary>
internal static class Sbom
{
    public const string Command = "sbom";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> WriteAsync(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await using var target = File.Create(file);
        await JsonSerializer.SerializeAsync(target, Make(), Indented);
        return 0;
    }

    public static object Make()
    {
        var packages = LockedPackages.Of(LockedPackages.Product);
        var references = packages.ToDictionary(package => package.Name, Reference, StringComparer.OrdinalIgnoreCase);
        const string Product = "pennapay-billy";
        return new
        {
            bomFormat = "CycloneDX",
            specVersion = "1.6",
            version = 1,
            metadata = new
            {
                component = new Dictionary<string, string>
                {
                    ["type"] = "application", ["bom-ref"] = Product, ["name"] = "PennaPay.Billy", ["version"] = typeof(Database).Assembly.GetName().Version!.ToString(3),
                },
            },
            components = packages.Select(package => new Dictionary<string, object>
            {
                ["type"] = "library", ["bom-ref"] = Reference(package), ["name"] = package.Name, ["version"] = package.Version, ["purl"] = Reference(package),
                ["hashes"] = new[] { new { alg = "SHA-512", content = package.Sha512 } },
            }),
            dependencies = packages
                .Select(package => new { @ref = Reference(package), dependsOn = package.Needs.Where(references.ContainsKey).Select(need => references[need]) })
                .Prepend(new { @ref = Product, dependsOn = packages.Select(Reference) }),
        };
    }

    private static string Reference(LockedPackage package) => $"pkg:nuget/{package.Name}@{package.Version}";
}
