using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>What a sandbox knows tokens by: none is written down, not even one that opens nothing but the sandbox.</summary>
internal static class TokenHash
{
    public static string Of(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
