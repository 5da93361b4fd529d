using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>
/// The file of what a small sandbox holds. It is written as a whole after every change: what is there to practise in is small, and one for measuring, which is not, is
/// made where nothing is kept.
/// </summary>
internal sealed partial class SandboxStateFile<TState>(string path, ILogger logger)
    where TState : class
{
    private readonly Lock gate = new();

    /// <summary>What was kept; null where there is nothing. What cannot be read is put aside.</summary>
    public TState? Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<TState>(File.ReadAllBytes(path), SandboxStateJson.Options) : null;
        }
        catch (JsonException)
        {
            File.Move(path, path + ".unreadable", overwrite: true);
            SandboxStateLog.Unreadable(logger, path);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            SandboxStateLog.NotKept(logger, path, fault.Message);
            return null;
        }
    }

    /// <summary>Puts the present state in the place of the former one, in one step.</summary>
    public void Write(Func<TState> state)
    {
        lock (gate)
        {
            try
            {
                var fresh = path + ".new";
                var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                using (var file = new FileStream(fresh, options))
                    JsonSerializer.Serialize(file, state(), SandboxStateJson.Options);
                File.Move(fresh, path, overwrite: true);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                SandboxStateLog.NotKept(logger, path, fault.Message);
            }
        }
    }
}

internal static class SandboxStateJson
{
    public static readonly JsonSerializerOptions Options = new() { IgnoreReadOnlyProperties = true };
}

internal static partial class SandboxStateLog
{
    [LoggerMessage(LogLevel.Warning, "What the sandbox holds is not kept in {Path}: {Reason}")]
    public static partial void NotKept(ILogger logger, string path, string reason);

    [LoggerMessage(LogLevel.Warning, "What the sandbox held cannot be read from {Path}. It was put aside, and the sandbox starts anew.")]
    public static partial void Unreadable(ILogger logger, string path);
}
