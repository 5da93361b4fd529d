namespace PennaPay.Billy.Web.Security;

/// <summary>Configuration section <c>Security</c>.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Security";

    /// <summary>How many sign-ins one address may try in a minute. Default 20.</summary>
    public int SignInsPerMinute { get; set; } = 20;

    /// <summary>After how long without a click a person is signed out. Default 8 hours.</summary>
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromHours(8);

    /// <summary>After how long a person signs in anew, however busy. Default 30 days.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// The addresses and networks of the proxies that may say who a visitor is and how it came, such as
    /// <c>127.0.0.1;10.0.3.0/24</c>; nobody else is believed.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>Serves without https outside Development, to this machine alone.</summary>
    public bool PlainHttpOnThisHost { get; set; }
}
