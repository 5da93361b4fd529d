using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Storage.Keys;

/// <summary>
/// Opens what <see cref="MasterKeyEncryptor"/> wrapped. Its full name stands in every key file, so it can never be called
/// otherwise or move elsewhere.
/// </summary>
/// <param name="services">Data Protection makes it, and gives it nothing else.</param>
public sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc />
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        var (master, problem) = services.GetRequiredService<MasterKeySource>().Read();
        return master is null
            ? throw new CryptographicException(problem ?? "There is no master key.")
            : Unwrap(encryptedElement, master) ?? throw new CryptographicException(
                $"The key is wrapped by the master key {encryptedElement.Attribute(MasterKeyEncryptor.By)?.Value}, and this is {master.Id}.");
    }

    internal static XElement? Unwrap(XElement wrapped, MasterKey master) =>
        master.Unwrap(wrapped.Value) is { } secret ? XElement.Parse(secret) : null;
}
