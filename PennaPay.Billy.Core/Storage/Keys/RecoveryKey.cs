using System.Security.Cryptography;
using System.Text;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Storage.Keys;

/// <summary>
/// What is printed and kept in a drawer: 30 random letters and two that check them, in groups of four. It opens the copy of
/// the master key that lies in the data folder.
/// </summary>
public sealed class RecoveryKey
{
    private const int Length = 30;

    private readonly string letters;

    private RecoveryKey(string letters) => this.letters = letters;

    public static RecoveryKey Create() => new(PrintedCode.Create(Length));

    /// <param name="typed">As it was printed; spaces, hyphens and small letters do not matter.</param>
    /// <returns>Null where a letter is missing or wrong.</returns>
    public static RecoveryKey? TryParse(string? typed)
    {
        var letters = PrintedCode.Read(typed);
        return letters.Length == Length + 2 && letters[Length..] == CheckOf(letters[..Length]) ? new(letters[..Length]) : null;
    }

    /// <summary>As it is printed.</summary>
    public string Encode() => PrintedCode.Show(letters + CheckOf(letters));

    internal string Seal(string text, string purpose) => SealedText.Seal(Key, text, Encoding.UTF8.GetBytes(purpose));

    internal string? Open(string text, string purpose) => SealedText.Open(Key, text, Encoding.UTF8.GetBytes(purpose));

    // As random as any key: 150 bits, so nothing has to make guessing slow.
    private byte[] Key => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.ASCII.GetBytes(letters), 32, info: "PennaPay.Billy.RecoveryKey"u8.ToArray());

    private static string CheckOf(string letters)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(letters));
        return $"{PrintedCode.Letters[hash[0] % PrintedCode.Letters.Length]}{PrintedCode.Letters[hash[1] % PrintedCode.Letters.Length]}";
    }
}
