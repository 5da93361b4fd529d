using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Core.Storage.Keys;

/// <summary>Copies of master keys in the data folder and its backups, which only their recovery keys open: <c>master-key-&lt;id&gt;.escrow</c>.</summary>
public sealed class Escrow(IOptions<StorageOptions> storage)
{
    private const string Prefix = "master-key-";

    private const string End = ".escrow";

    private string Folder => storage.Value.DataDirectory;

    /// <summary>Keeps a copy; one of the same master key is replaced, and its recovery key opens nothing any more.</summary>
    /// <returns>The only thing that opens it.</returns>
    public RecoveryKey Put(MasterKey master)
    {
        ArgumentNullException.ThrowIfNull(master);
        var recovery = RecoveryKey.Create();
        OwnerOnly.CreateFolder(Folder);
        OwnerOnly.WriteFile(PathOf(master.Id), recovery.Seal(master.Encode(), PurposeOf(master.Id)));
        return recovery;
    }

    /// <returns>The master key that it opens; null where there is none.</returns>
    public MasterKey? Open(RecoveryKey recovery)
    {
        ArgumentNullException.ThrowIfNull(recovery);
        return Ids().Select(id => MasterKey.TryParse(recovery.Open(File.ReadAllText(PathOf(id)), PurposeOf(id)))).FirstOrDefault(key => key is not null);
    }

    /// <summary>The master keys that there are copies of.</summary>
    public IReadOnlyList<string> Ids() => Directory.Exists(Folder)
        ? [.. Directory.GetFiles(Folder, $"{Prefix}*{End}").Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(name => name![Prefix.Length..^End.Length])]
        : [];

    /// <summary>Forgets a master key that wraps nothing any more.</summary>
    public void Delete(string id) => File.Delete(PathOf(id));

    /// <summary>Whether a file of a data folder is such a copy.</summary>
    internal static bool IsName(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(End, StringComparison.Ordinal) && Path.GetFileName(name) == name
        && !name.Contains('\\', StringComparison.Ordinal);

    private string PathOf(string id) => Path.Combine(Folder, Prefix + id + End);

    private static string PurposeOf(string id) => $"PennaPay.Billy escrow 1 {id}";
}
