using System.Runtime.CompilerServices;

namespace PennaPay.Billy.Tests.Support;

/// <summary>The checked-out source, for the rules that only the text can show.</summary>
public static class SourceTree
{
    private static readonly string[] Projects = ["PennaPay.Billy.Core", "PennaPay.Billy.Web"];

    private static readonly Lazy<IReadOnlySet<string>> names = new(() => FilesOf("", "").Select(file => Path.GetFileName(file)).ToHashSet());

    public static string Root { get; } = FindRoot();

    /// <summary>Files of the product's two projects (Core and Web) with one of the endings, without what the build made.</summary>
    public static IEnumerable<string> ProductFiles(params string[] endings) => Projects.SelectMany(project => FilesOf(project, endings));

    /// <summary>The same of the tests.</summary>
    public static IEnumerable<string> TestFiles(params string[] endings) => FilesOf("PennaPay.Billy.Tests", endings);

    /// <summary>What is written for people to read.</summary>
    public static IEnumerable<string> Documents() => FilesOf("", ".md");

    /// <summary>Everything that is checked in and is text.</summary>
    public static IEnumerable<string> AllFiles() => FilesOf("", "").Where(file => !file.EndsWith(".png", StringComparison.Ordinal) && !file.EndsWith(".zip", StringComparison.Ordinal));

    /// <summary>The names of all files, whatever folder they are in.</summary>
    public static IReadOnlySet<string> FileNames => names.Value;

    private static IEnumerable<string> FilesOf(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Where(file => !Relative(file).Split('/').Any(part => part is "bin" or "obj" or "Migrations" or ".git" or "artifacts"));

    /// <summary>The path from the root, with forward slashes.</summary>
    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
