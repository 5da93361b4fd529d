using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;

/// <summary>
/// Whether a call is Billit's: the header <c>Billit-Signature</c>, <c>t={unix seconds},s={hex}</c>, holds the HMAC-SHA256 of the time, a
/// dot and the body as it came, byte by byte. Pure. A call that is accepted may be one that was accepted before.
/// </summary>
public static class WebhookSignature
{
    public const string Header = "Billit-Signature";

    /// <summary>How far a call's time may be from ours, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    private const int LongestHeader = 200;

    /// <param name="body">The request's bytes, before anybody reads anything out of them.</param>
    /// <param name="header">What the header says; null where there is none.</param>
    /// <param name="secret">What Billit told for this webhook.</param>
    /// <param name="now">The time.</param>
    public static WebhookVerdict Check(ReadOnlySpan<byte> body, string? header, AccessToken secret, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (Read(header) is not ({ } time, { } signature))
            return WebhookVerdict.WrongSignature;
        if (!CryptographicOperations.FixedTimeEquals(Of(time, body, secret), signature))
            return WebhookVerdict.WrongSignature;
        // Only what is signed is worth looking at. A time beyond the calendar is far away, too.
        return long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(now.ToUnixTimeSeconds() - (decimal)seconds) <= (decimal)Tolerance.TotalSeconds
                ? WebhookVerdict.Accepted
                : WebhookVerdict.TooOld;
    }

    private static byte[] Of(string time, ReadOnlySpan<byte> body, AccessToken secret)
    {
        var key = Encoding.UTF8.GetBytes(secret.Reveal());
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        CryptographicOperations.ZeroMemory(key);
        hmac.AppendData(Encoding.ASCII.GetBytes(time));
        hmac.AppendData("."u8);
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }

    /// <returns>The time as it stands there and the signature, each said exactly once; nulls for anything else.</returns>
    private static (string? Time, byte[]? Signature) Read(string? header)
    {
        if (header is not { Length: > 0 and <= LongestHeader })
            return default;
        string? time = null;
        byte[]? signature = null;
        foreach (var part in header.Split(','))
        {
            var (name, value) = part.Trim().Split('=', 2) is [var left, var right] ? (left, right) : ("", "");
            if (name == "t" && time is null && value.Length > 0 && value.All(char.IsAsciiDigit))
                time = value;
            else if (name == "s" && signature is null && value.Length == 2 * SHA256.HashSizeInBytes && value.All(char.IsAsciiHexDigit))
                signature = Convert.FromHexString(value);
            else
                return default;
        }

        return (time, signature);
    }
}

/// <summary>What is to be made of a call.</summary>
public enum WebhookVerdict
{
    /// <summary>Nobody who knows the secret sent this.</summary>
    WrongSignature,

    /// <summary>Signed, but another time: somebody may be sending again what they overheard, or a clock is wrong.</summary>
    TooOld,

    Accepted,
}
