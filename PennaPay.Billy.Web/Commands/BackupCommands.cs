using System.Globalization;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Backups;
using PennaPay.Billy.Core.Storage.Keys;

namespace PennaPay.Billy.Web.Commands;

/// <summary>Takes and restores backups, and says in a line what was written.</summary>
internal static class BackupCommands
{
    // What people count their installation by, as tables are called.
    private static readonly (string Table, string Word)[] Chief = [("Invoices", "invoices"), ("Customers", "customers"), ("Pushes", "pushes")];

    public static async Task<string> BackUpAsync(IServiceProvider services, string target, bool withKeys)
    {
        var written = await services.GetRequiredService<BackupWriter>().WriteAsync(target, withKeys, default);
        var keys = written.Manifest.HasKeys
            ? KeyRing.IsWrapped(services.GetRequiredService<IOptions<StorageOptions>>().Value)
                ? "with the key ring, which only the master key opens; keep that elsewhere"
                : "with the key ring: whoever has this file can use the access tokens"
            : "without the key ring";
        return string.Create(CultureInfo.InvariantCulture, $"Backup written: {written.File} ({written.Size:N0} bytes; {RowsOf(written.Manifest)}; {keys}).");
    }

    public static async Task<string> RestoreAsync(IServiceProvider services, string backup, string target)
    {
        target = Path.GetFullPath(target);
        var manifest = await services.GetRequiredService<BackupRestorer>().RestoreAsync(Path.GetFullPath(backup), target, default);
        var keys = manifest.HasKeys
            ? KeyRing.IsWrapped(new() { DataDirectory = target }) ? "with the key ring, which needs the master key of then" : "with the key ring"
            : "without the key ring, so put 'keys' back, or paste the access tokens anew";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Restored: {target} as of {manifest.TakenAt:yyyy-MM-dd HH:mm:ss} UTC ({RowsOf(manifest)}; {keys}). Everybody signs in anew, and AI keys made before are revoked. Start the program with Storage:DataDirectory set to it.");
    }

    private static string RowsOf(BackupManifest manifest) =>
        string.Join(", ", Chief.Select(chief => string.Create(CultureInfo.InvariantCulture, $"{manifest.Rows.GetValueOrDefault(chief.Table):N0} {chief.Word}")));
}
