using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>
/// A file that a sandbox's state can be made anew from: one line a request. A line that a killed process did not finish
/// was never answered either.
/// </summary>
internal sealed partial class SandboxJournal : IDisposable
{
    /// <summary>How options and values are written.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Lock gate = new();
    private readonly string path;
    private readonly ILogger logger;
    private FileStream? file;

    private SandboxJournal(string path, ILogger logger, FileStream file) => (this.path, this.logger, this.file) = (path, logger, file);

    /// <summary>Opens or makes the file; null where it cannot be had, and then nothing is kept.</summary>
    public static SandboxJournal? Open(string path, ILogger logger)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new(path, logger, OpenFile(path, FileMode.OpenOrCreate));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(logger, path, fault.Message);
            return null;
        }
    }

    /// <summary>What was written, oldest first. Where it cannot be read, it is put aside and there is nothing.</summary>
    public IReadOnlyList<JournalEntry> Read()
    {
        lock (gate)
        {
            if (file is null)
                return [];
            var entries = new List<JournalEntry>();
            file.Position = 0;
            using var reader = new StreamReader(file, leaveOpen: true);
            var text = reader.ReadToEnd();
            // What follows the last end of line was not finished.
            var whole = text.LastIndexOf('\n') + 1;
            try
            {
                foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
                    entries.Add(JsonSerializer.Deserialize<JournalEntry>(line, Json)!);
            }
            catch (JsonException)
            {
                PutAside();
                return [];
            }
            if (whole < text.Length)
                file.SetLength(System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, whole)));
            file.Position = file.Length;
            return entries;
        }
    }

    public void Write(JournalEntry entry)
    {
        lock (gate)
        {
            // Requests that end after the program has begun to stop are not kept.
            file?.Write([.. JsonSerializer.SerializeToUtf8Bytes(entry, Json), (byte)'\n']);
        }
    }

    /// <summary>Puts these entries in the place of everything, in one step.</summary>
    public void Shorten(IEnumerable<JournalEntry> entries)
    {
        lock (gate)
        {
            if (file is null)
                return;
            var fresh = path + ".new";
            using (var target = OpenFile(fresh, FileMode.Create))
            {
                foreach (var entry in entries)
                    target.Write([.. JsonSerializer.SerializeToUtf8Bytes(entry, Json), (byte)'\n']);
            }
            file.Dispose();
            File.Move(fresh, path, overwrite: true);
            file = OpenFile(path, FileMode.Open);
            file.Position = file.Length;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            file?.Dispose();
            file = null;
        }
    }

    private void PutAside()
    {
        var aside = path + ".unreadable";
        file!.Dispose();
        File.Move(path, aside, overwrite: true);
        file = OpenFile(path, FileMode.Create);
        Log.Unreadable(logger, path, aside);
    }

    // Unbuffered: what was written survives the end of the process, however that comes.
    private static FileStream OpenFile(string path, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What the sandbox holds is not kept in {Path}: {Reason}")]
        public static partial void NotKept(ILogger logger, string path, string reason);

        [LoggerMessage(LogLevel.Warning, "What the sandbox held cannot be read from {Path}. It lies in {Aside} now, and the sandbox starts anew.")]
        public static partial void Unreadable(ILogger logger, string path, string aside);
    }
}
