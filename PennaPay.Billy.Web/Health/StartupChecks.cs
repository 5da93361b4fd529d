using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Health;

/// <summary>Refuses to start where the program could not do its work, with one sentence for each problem.</summary>
internal static class StartupChecks
{
    public static void Run(WebApplication app)
    {
        List<string> problems = [];
        var data = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory;
        if (Unwritable(data) is { } reason)
            problems.Add($"Storage:DataDirectory: the folder '{data}' cannot be written to ({reason}).");
        if (app.Environment.IsProduction() && app.Configuration["AllowedHosts"] is null or "" or "*")
            problems.Add("AllowedHosts: name the host names that this program answers to, such as 'billy.example.dk'.");
        if (problems.Count > 0)
            throw new StartupRefusedException(problems);
    }

    private static string? Unwritable(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            using var probe = new FileStream(
                Path.Combine(directory, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }
}

/// <summary>What must be put right before the program can start.</summary>
public sealed class StartupRefusedException(IReadOnlyList<string> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems => problems;
}
