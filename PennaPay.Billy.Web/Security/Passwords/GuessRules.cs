namespace PennaPay.Billy.Web.Security.Passwords;

/// <summary>How long whoever tried in vain waits before the next try counts.</summary>
internal static class GuessRules
{
    /// <summary>After which time without a try nothing is left of it.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <summary>From one browser or address: five at once, as people mistype; then twice as long each time, up to a quarter of an hour.</summary>
    public static TimeSpan OfOneSide(int tries) => Growing(tries, free: 5, longest: TimeSpan.FromMinutes(15));

    /// <summary>
    /// From everywhere that the account is not known to be used from. It slows down who guesses from many addresses, and with them
    /// the owner at a new browser, who shares that minute with them; at a known one not at all.
    /// </summary>
    public static TimeSpan OfStrangers(int tries) => Growing(tries, free: 30, longest: TimeSpan.FromMinutes(1));

    private static TimeSpan Growing(int tries, int free, TimeSpan longest) =>
        tries < free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Min(tries - free + 1, 20))));
}
