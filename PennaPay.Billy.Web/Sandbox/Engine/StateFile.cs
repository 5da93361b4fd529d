using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>
/// A file of all that a restart has to bring back. It is written as a whole after every change: a company to practise in is small, and
/// one for measuring, which is not, is made where nothing is kept.
/// </summary>
internal sealed class StateFile<T>(string path, ILogger logger)
    where T : class
{
    private static readonly JsonSerializerOptions Json = new() { IgnoreReadOnlyProperties = true };

    private readonly Lock gate = new();

    /// <summary>What was kept; null where there is nothing. What cannot be read is put aside.</summary>
    public T? Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) : null;
        }
        catch (JsonException)
        {
            File.Move(path, path + ".unreadable", overwrite: true);
            StateFileLog.Unreadable(logger, path);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            StateFileLog.NotKept(logger, path, fault.Message);
            return null;
        }
    }

    /// <summary>Puts the present state in the place of the former one, in one step.</summary>
    public void Write(Func<T> state)
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
                    JsonSerializer.Serialize(file, state(), Json);
                File.Move(fresh, path, overwrite: true);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                StateFileLog.NotKept(logger, path, fault.Message);
            }
        }
    }
}

internal static partial class StateFileLog
{
    [LoggerMessage(LogLevel.Warning, "What the sandbox holds is not kept in {Path}: {Reason}")]
    public static partial void NotKept(ILogger logger, string path, string reason);

    [LoggerMessage(LogLevel.Warning, "What the sandbox held cannot be read from {Path}. It was put aside, and the sandbox starts anew.")]
    public static partial void Unreadable(ILogger logger, string path);
}
