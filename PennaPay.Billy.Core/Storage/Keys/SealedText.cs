using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Core.Storage.Keys;

/// <summary>A text closed by AES-GCM with a key of 32 bytes: nonce, tag and ciphertext, in base64.</summary>
internal static class SealedText
{
    private static readonly int Nonce = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int Tag = AesGcm.TagByteSizes.MaxSize;

    /// <param name="key">32 bytes.</param>
    /// <param name="text">What shall be closed.</param>
    /// <param name="purpose">What has to be said again to open it.</param>
    public static string Seal(byte[] key, string text, byte[] purpose)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var whole = new byte[Nonce + Tag + plain.Length];
        RandomNumberGenerator.Fill(whole.AsSpan(0, Nonce));
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(whole.AsSpan(0, Nonce), plain, whole.AsSpan(Nonce + Tag), whole.AsSpan(Nonce, Tag), purpose);
        CryptographicOperations.ZeroMemory(plain);
        return Convert.ToBase64String(whole);
    }

    /// <returns>Null where key or purpose are others, or it was changed.</returns>
    public static string? Open(byte[] key, string text, byte[] purpose)
    {
        try
        {
            var whole = Convert.FromBase64String(text);
            if (whole.Length < Nonce + Tag)
                return null;
            var plain = new byte[whole.Length - Nonce - Tag];
            using var aes = new AesGcm(key, Tag);
            aes.Decrypt(whole.AsSpan(0, Nonce), whole.AsSpan(Nonce + Tag), whole.AsSpan(Nonce, Tag), plain, purpose);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
