using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Core.Storage.Keys;

/// <summary>
/// The keys that close secrets and sessions, one file each, and whether they can be opened. Where they cannot, secrets stay
/// closed until they can again, though Data Protection may still have the keys in memory: the next start would not.
/// </summary>
public sealed partial class KeyRing(IOptions<StorageOptions> storage, MasterKeySource source, ILogger<KeyRing> logger) : IDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource age = new();
    private string? looked;

    /// <summary>Why the latest look could not open it; null where it could.</summary>
    public Failure? Missing { get; private set; }

    /// <summary>Ends when files of the ring came or went, so that what was read of them is read again.</summary>
    internal CancellationToken Age => age.Token;

    /// <summary>The files that are no whole key. A single one of them keeps all keys from being read.</summary>
    /// <returns>Each with what is wrong.</returns>
    public static IReadOnlyList<(string File, string Problem)> FindDamaged(StorageOptions storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return [.. from file in KeyFile.In(storage.KeysPath)
                   let problem = file.FindDamage()
                   where problem is not null
                   select (file.Path, problem)];
    }

    /// <summary>The ids of the keys that are there, by the names of their files.</summary>
    public static IReadOnlySet<Guid> Ids(StorageOptions storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return KeyFile.In(storage.KeysPath).Select(file => file.Id).OfType<Guid>().ToHashSet();
    }

    /// <summary>Whether all of it is wrapped, so that a copy of the folder opens nothing by itself.</summary>
    public static bool IsWrapped(StorageOptions storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var keys = KeyFile.In(storage.KeysPath);
        return keys.Count > 0 && keys.All(file => file.FindDamage() is null && !file.IsClear());
    }

    /// <summary>The master keys that keys of the ring are wrapped by; ids.</summary>
    public IReadOnlySet<string> WrappedBy() =>
        KeyFile.In(storage.Value.KeysPath).Where(file => file.FindDamage() is null).SelectMany(file => file.Look(null).By).ToHashSet();

    /// <returns>Why the master key does not open the ring, and what to do; null where it does, or nothing is wrapped.</returns>
    public string? FindProblem()
    {
        var (master, problem) = source.Read();
        if (problem is not null)
            return problem;
        foreach (var file in KeyFile.In(storage.Value.KeysPath).Where(file => file.FindDamage() is null))
        {
            var (by, isSound) = file.Look(master);
            if (by.FirstOrDefault(id => id != master?.Id) is { } other)
            {
                return $"Storage: the key file '{file.Path}' is wrapped by the master key {other}, and "
                    + (master is null ? "none is named. Name it with Storage:MasterKeyFile" : $"the one that is named is {master.Id}. Put the right one back")
                    + ", or write it anew with 'keys recover'. Where 'keys rotate --master' was interrupted, run it again.";
            }

            if (!isSound)
                return $"Storage: the key file '{file.Path}' was changed since the master key {master?.Id} wrapped it. Put it back from a backup.";
        }

        return null;
    }

    /// <summary>Looks whether it can be opened, and has it read again where it is another than at the look before.</summary>
    public Failure? Look()
    {
        lock (gate)
        {
            var now = string.Join('|', KeyFile.In(storage.Value.KeysPath).Select(file => $"{file.Path} {File.GetLastWriteTimeUtc(file.Path):O}"));
            // Read again now, Data Protection would find nothing, and begin a ring of its own.
            var isGone = now.Length == 0 && looked is { Length: > 0 };
            Missing = (isGone ? $"Storage: the keys in '{storage.Value.KeysPath}' are gone. Put them back." : FindProblem()) is { } problem
                ? new(FailureCodes.EncryptionKeyMissing, problem)
                : null;
            if (Missing is null && now != looked)
            {
                looked = now;
                ReadAgain();
            }

            return Missing;
        }
    }

    /// <summary>Wraps keys that an earlier version, or a start without a master key, wrote in clear. Whoever calls it has the folder to himself.</summary>
    public void WrapWhatIsClear()
    {
        if (source.Read().Key is not { } master)
            return;
        if (KeyFile.In(storage.Value.KeysPath).Count(file => file.Wrap(master)) is var wrapped and > 0)
            Log.Wrapped(logger, wrapped, master.Id);
    }

    /// <summary>Wraps all of it by another master key. Interrupted, it goes on where it was. Whoever calls it has the folder to himself.</summary>
    public void WrapAnew(MasterKey before, MasterKey master)
    {
        foreach (var file in KeyFile.In(storage.Value.KeysPath))
        {
            file.Wrap(master, before);
            CrashPoint.Reach("keys.one-wrapped-anew");
        }
    }

    /// <inheritdoc />
    public void Dispose() => age.Dispose();

    private void ReadAgain()
    {
        // Not disposed: somebody may be asking it for its token at this moment.
        Interlocked.Exchange(ref age, new()).Cancel();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The master key {Id} wraps {Count} keys that were in clear. Older copies of the data folder still hold them: run 'keys rotate'.")]
        public static partial void Wrapped(ILogger logger, int count, string id);
    }
}
