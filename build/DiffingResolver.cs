using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace build;

/// <summary>Answers bUnit's request for AngleSharp.Diffing 1.1 with the older version beside the tests (build/README.md).</summary>
internal static class DiffingResolver
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Must run before bUnit's first use.")]
    internal static void Initialise() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "diffing", "AngleSharp.Diffing.dll"))
            : null;
}
