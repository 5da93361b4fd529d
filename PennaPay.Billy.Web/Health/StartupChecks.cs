using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Backups;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Health;

/// <summary>Refuses to start where the program could not do its work, with one sentence for each problem.</summary>
internal static class StartupChecks
{
    /// <exception cref="StartupRefusedException">Something has to be put right first.</exception>
    public static void Run(WebApplication app)
    {
        List<string> problems = [.. ProblemsOfOptions(app.Services)];
        if (problems.Count == 0)
        {
            problems.AddRange(ProblemsOfStorage(app));
            problems.AddRange(TransportChecks.Problems(
                app.Configuration, app.Environment, app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value));
        }

        if (problems.Count > 0)
            throw new StartupRefusedException(problems);
    }

    private static IEnumerable<string> ProblemsOfOptions(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException invalid)
        {
            return invalid.Failures;
        }
        catch (AggregateException several) when (several.InnerExceptions.All(e => e is OptionsValidationException))
        {
            return several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(e => e.Failures);
        }
    }

    private static IEnumerable<string> ProblemsOfStorage(WebApplication app)
    {
        var storage = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value;
        var directory = storage.DataDirectory;
        try
        {
            Directory.CreateDirectory(directory);
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
}
