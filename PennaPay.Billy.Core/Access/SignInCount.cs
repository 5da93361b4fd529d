namespace PennaPay.Billy.Core.Access;

/// <summary>How often somebody tried to sign in from one side without success. Rows hold a hash, not who it was.</summary>
public sealed class SignInCount
{
    /// <summary>64 letters: the hash of an account together with a browser, an address, or neither.</summary>
    public required string Key { get; init; }

    public int Tries { get; set; }

    public DateTimeOffset LastAt { get; set; }
}
