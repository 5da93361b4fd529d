using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace PennaPay.Billy.Core.Storage.Keys;

/// <summary>Wraps each new key of the ring with the master key.</summary>
internal sealed class MasterKeyEncryptor(KeyRing ring, MasterKeySource source) : IXmlEncryptor
{
    internal const string Wrapped = "wrapped";

    internal const string By = "masterKey";

    /// <inheritdoc />
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        // A new key beside some that cannot be opened would hide that the master key is another one.
        if (ring.FindProblem() is { } problem)
            throw new CryptographicException(problem);
        return source.Read().Key is { } master
            ? new(Wrap(plaintextElement, master), typeof(MasterKeyDecryptor))
            : throw new CryptographicException("There is no master key.");
    }

    internal static XElement Wrap(XElement secret, MasterKey master) =>
        new(Wrapped, new XAttribute(By, master.Id), master.Wrap(secret.ToString(SaveOptions.DisableFormatting)));
}
