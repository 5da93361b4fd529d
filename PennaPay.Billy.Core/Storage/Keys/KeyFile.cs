using System.Xml;
using System.Xml.Linq;

namespace PennaPay.Billy.Core.Storage.Keys;

/// <summary>A file of the key ring as Data Protection writes it: one key, or what takes keys back.</summary>
internal sealed class KeyFile(string path)
{
    private const string Unfinished = ".wrapping";

    // As Data Protection's own format has it.
    private static readonly XNamespace Format = "http://schemas.asp.net/2015/03/dataProtection";

    // What Data Protection cannot do without.
    private static readonly string[] Parts = ["creationDate", "activationDate", "expirationDate", "descriptor"];

    public string Path => path;

    /// <summary>The key's, by the file's name; null where it is no key's.</summary>
    public Guid? Id =>
        System.IO.Path.GetFileNameWithoutExtension(path) is ['k', 'e', 'y', '-', .. var id] && Guid.TryParse(id, out var key) ? key : null;

    public static IReadOnlyList<KeyFile> In(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal).Select(file => new KeyFile(file))]
        : [];

    /// <returns>Null where it is whole; else what is wrong.</returns>
    public string? FindDamage()
    {
        try
        {
            var key = XElement.Load(path);
            return key.Name.LocalName switch
            {
                "revocation" => null,
                "key" when Guid.TryParse((string?)key.Attribute("id"), out _) && Parts.All(part => key.Element(part) is not null) => null,
                _ => "it is no whole key",
            };
        }
        catch (Exception fault) when (fault is XmlException or IOException or UnauthorizedAccessException)
        {
            return fault.Message.TrimEnd('.');
        }
    }

    /// <summary>Whether something of it can be read without a master key.</summary>
    public bool IsClear() => Clear(XElement.Load(path)).Count > 0;

    /// <summary>The master keys that parts of it are wrapped by, and whether this one opens all of those that say so.</summary>
    public (IReadOnlySet<string> By, bool IsSound) Look(MasterKey? master)
    {
        var wrapped = Wrapped(XElement.Load(path));
        return (
            wrapped.Select(IdOf).ToHashSet(),
            wrapped.TrueForAll(part => IdOf(part) != master?.Id || MasterKeyDecryptor.Unwrap(part, master) is not null));
    }

    /// <summary>
    /// Wraps by the master key what is not. Killed anywhere, the file is as before or wrapped; what it held before is wiped.
    /// </summary>
    /// <param name="master">What shall open it from now on.</param>
    /// <param name="before">What opens it until now, where it is wrapped by another.</param>
    /// <returns>Whether anything was to do.</returns>
    public bool Wrap(MasterKey master, MasterKey? before = null)
    {
        File.Delete(path + Unfinished);
        var key = XElement.Load(path);
        var clear = Clear(key);
        var others = Wrapped(key).FindAll(part => IdOf(part) != master.Id);
        foreach (var part in clear)
        {
            part.ReplaceWith(new XElement(
                Format + "encryptedSecret",
                new XAttribute("decryptorType", typeof(MasterKeyDecryptor).AssemblyQualifiedName!),
                MasterKeyEncryptor.Wrap(part, master)));
        }

        foreach (var part in others)
        {
            part.ReplaceWith(MasterKeyEncryptor.Wrap(
                before is null ? throw NotOpened(part) : MasterKeyDecryptor.Unwrap(part, before) ?? throw NotOpened(part), master));
        }

        if (clear.Count + others.Count == 0)
            return false;
        key.DescendantNodes().OfType<XComment>().Remove(); // "the key below is in an unencrypted form"
        Replace(key);
        return true;
    }

    private void Replace(XElement key)
    {
        using (var file = OwnerOnly.CreateFile(path + Unfinished))
        {
            key.Save(file);
            file.Flush(flushToDisk: true);
        }

        CrashPoint.Reach("keys.wrapped-beside");
        // Still open once another has its name, so that what stands in it can be wiped.
        using var before = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        File.Move(path + Unfinished, path, overwrite: true);
        // The name must be the new file's on the disk, too, before the old one's content goes.
        before.Flush(flushToDisk: true);
        CrashPoint.Reach("keys.in-place");
        before.Write(new byte[before.Length]);
        before.Flush(flushToDisk: true);
    }

    private InvalidOperationException NotOpened(XElement part) =>
        new($"'{path}' is wrapped by the master key {IdOf(part)}, which is not the one given.");

    private static List<XElement> Clear(XElement key) =>
        [.. key.Descendants().Where(part => (bool?)part.Attribute(Format + "requiresEncryption") == true)];

    private static List<XElement> Wrapped(XElement key) =>
        [.. key.Descendants(MasterKeyEncryptor.Wrapped).Where(part => part.Parent?.Name == Format + "encryptedSecret")];

    private static string IdOf(XElement wrapped) => (string?)wrapped.Attribute(MasterKeyEncryptor.By) ?? "";
}
