using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Backups;
using PennaPay.Billy.Core.Storage.Keys;

namespace PennaPay.Billy.Web.Health;

/// <summary>What is wrong with the data folder and the keys in it, before the program starts.</summary>
internal static partial class StorageChecks
{
    /// <summary>One sentence for each problem. Where there is none, the folder is held, and nobody else can look into it.</summary>
    public static IReadOnlyList<string> Problems(WebApplication app)
    {
        var storage = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value;
        List<string> problems = [];
        if (!app.Environment.IsDevelopment() && !storage.FolderMayVanish && LastingFolder.FindProblem(storage.DataDirectory) is { } vanishing)
            problems.Add(vanishing);
        problems.AddRange(ProblemsOfFolder(app, storage));
        problems.AddRange(ProblemsOfMasterKey(app, storage));
        if (problems.Count == 0)
            problems.AddRange(ProblemsOfKeys(app, storage));
        return problems;
    }

    /// <summary>Closes to others what the start has made in the data folder.</summary>
    public static void CloseToOthers(WebApplication app)
    {
        try
        {
            var storage = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value;
            OwnerOnly.Tighten(storage.DataDirectory);
            OwnerOnly.Tighten(storage.KeysPath);
        }
        catch (UnauthorizedAccessException)
        {
            // In Development it may be somebody else's; elsewhere the start was refused.
        }
    }

    private static IEnumerable<string> ProblemsOfFolder(WebApplication app, StorageOptions storage)
    {
        var directory = storage.DataDirectory;
        try
        {
            OwnerOnly.CreateFolder(directory);
            using var probe = new FileStream(
                Path.Combine(directory, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            if (BackupRestorer.WasInterruptedIn(directory))
                return [$"Storage:DataDirectory: a backup was being restored into the folder '{directory}', and that did not end. Empty the folder and restore again."];
            return app.Services.GetRequiredService<DataFolder>().Take() is { } holder
                ? [$"Storage:DataDirectory: the folder '{directory}' is in use by {holder}. Stop that first, or name another folder."]
                : [.. KeyRing.FindDamaged(storage).Select(key =>
                    $"Storage:DataDirectory: the key file '{key.File}' cannot be read ({key.Problem}). Put it back from a backup, or move it away; access tokens that only it opens must then be pasted anew.")];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [$"Storage:DataDirectory: the folder '{directory}' cannot be written to ({fault.Message})"];
        }
    }

    private static IEnumerable<string> ProblemsOfMasterKey(WebApplication app, StorageOptions storage)
    {
        var source = app.Services.GetRequiredService<MasterKeySource>();
        if (source.Read().Problem is { } problem)
            yield return problem;
        else if (!app.Environment.IsDevelopment() && !source.IsNamed)
            yield return "Storage:MasterKeyFile: without a master key whoever gets the data folder or a backup can use the access tokens. Make one with 'keys create', and name its file here.";
        if (storage.MasterKeyFile is { } file && LastingFolder.IsInside(file, storage.DataDirectory))
            yield return $"Storage:MasterKeyFile: '{file}' lies in the data folder, beside what it opens. Move it elsewhere, where backups of the folder do not take it along.";
    }

    private static IEnumerable<string> ProblemsOfKeys(WebApplication app, StorageOptions storage)
    {
        var logger = app.Services.GetRequiredService<ILogger<StorageOptions>>();
        string? others = null;
        try
        {
            OwnerOnly.Tighten(storage.KeysPath);
            if (OwnerOnly.Tighten(storage.DataDirectory))
                Log.Tightened(logger, storage.DataDirectory);
        }
        catch (UnauthorizedAccessException fault)
        {
            others = fault.Message.TrimEnd('.');
        }

        if (others is not null && !app.Environment.IsDevelopment())
            yield return $"Storage:DataDirectory: others can look into '{storage.DataDirectory}', and that cannot be changed ({others}). Make it the program's user's, or name a folder in it, which the program makes.";
        var ring = app.Services.GetRequiredService<KeyRing>();
        if (ring.FindProblem() is { } problem)
        {
            yield return problem;
            yield break;
        }

        ring.WrapWhatIsClear();
        if (!app.Services.GetRequiredService<MasterKeySource>().IsNamed)
            Log.InClear(logger, storage.KeysPath);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The data folder {Folder} was open to others, and is its owner's alone from now on.")]
        public static partial void Tightened(ILogger logger, string folder);

        [LoggerMessage(LogLevel.Information, "The keys in {Folder} are in clear, since no master key is named. Outside Development that is refused.")]
        public static partial void InClear(ILogger logger, string folder);
    }
}
