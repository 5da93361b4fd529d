using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Storage;

/// <summary>A place for a backup and for what is restored of it, and the two commands.</summary>
public abstract class BackupCommandTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    protected string Place => place.Path;

    protected string Backup => Path.Combine(Place, "backup.zip");

    protected string Restored => Path.Combine(Place, "restored");

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static async Task<string> RunAsync(string dataDirectory, params string[] arguments)
    {
        var (exitCode, output, errors) = await CalledCommand.RunAsync(dataDirectory, arguments);
        Assert.Equal((0, ""), (exitCode, errors));
        return output;
    }

    protected static async Task<(int ExitCode, string Sentence)> RefusedAsync(string dataDirectory, params string[] arguments)
    {
        var (exitCode, output, errors) = await CalledCommand.RunAsync(dataDirectory, arguments);
        Assert.Equal("", output);
        return (exitCode, errors);
    }
}
