namespace PennaPay.Billy.Web.Security.Circuits;

/// <summary>Configuration section <c>Security:Circuits</c>. A circuit is what the server keeps for one open page.</summary>
public sealed class CircuitLimits
{
    public const string Section = "Security:Circuits";

    /// <summary>Open pages of one sign-in. Default 20.</summary>
    public int PerSession { get; set; } = 20;

    /// <summary>Open pages of one user, on all devices. Default 40.</summary>
    public int PerUser { get; set; } = 40;

    /// <summary>Open pages from one address, which may be a whole office. Default 500.</summary>
    public int PerAddress { get; set; } = 500;

    /// <summary>How many pages that lost their connection are kept, for when it comes back. Default 50.</summary>
    public int MostLost { get; set; } = 50;

    /// <summary>How many seconds each of them is kept. Default 300.</summary>
    public int LostSeconds { get; set; } = 300;

    /// <summary>
    /// The dashboard's own address, such as <c>https://books.example.dk</c>, where a proxy does not tell it. Default: where the
    /// request says that it went.
    /// </summary>
    public string? Origin { get; set; }

    internal Uri? OriginAddress => Uri.TryCreate(Origin, UriKind.Absolute, out var address) ? address : null;

    internal int Of(CircuitLimit limit) => limit switch
    {
        CircuitLimit.Session => PerSession,
        CircuitLimit.User => PerUser,
        _ => PerAddress,
    };
}

/// <summary>What open pages are counted by.</summary>
internal enum CircuitLimit
{
    Session,
    User,
    Address,
}
