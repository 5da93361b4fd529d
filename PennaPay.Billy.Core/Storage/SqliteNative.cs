#if RESTRICTED_FEED
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace PennaPay.Billy.Core.Storage;

/// <summary>
/// Lets EF Core's provider run on SQLitePCLRaw 2.0.6, an older version than it was built against (build/README.md).
/// </summary>
internal static class SqliteNative
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Must run before the provider's first use.")]
    internal static void Initialise()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "SQLitePCLRaw.core"
                ? context.LoadFromAssemblyPath(Path.Combine(Path.GetDirectoryName(typeof(SqliteNative).Assembly.Location)!, "SQLitePCLRaw.core.dll"))
                : null;
        InitialiseBatteries();
    }

    // Apart, so that the handler above is in place when the runtime looks for the assembly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InitialiseBatteries() => SQLitePCL.Batteries_V2.Init();
}
#endif
