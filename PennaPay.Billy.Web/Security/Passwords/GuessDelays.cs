using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Security.Passwords;

/// <summary>From where somebody tries to sign in.</summary>
/// <param name="Address">Of the browser, as far as a trusted proxy tells it.</param>
/// <param name="Device">The browser, when it has signed in to this account before; see <see cref="KnownDevices"/>.</param>
public sealed record SignInSide(IPAddress? Address, Guid? Device);

/// <summary>
/// Slows down whoever guesses a password, without shutting out whose it is. Accounts that are not there are counted too, so
/// that nothing tells which ones are.
/// </summary>
public sealed class GuessDelays(Database database, TimeProvider time)
{
    /// <summary>Counts a try, unless it comes too soon; before the password is looked at, so that many at once do not pass together.</summary>
    /// <returns>How long to wait; zero when the try counts.</returns>
    public Task<TimeSpan> TryAsync(string email, SignInSide side, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.WriteAsync(default, async (context, ct) =>
        {
            await context.Set<SignInCount>().Where(old => old.LastAt < now - GuessRules.Forgotten).ExecuteDeleteAsync(ct);
            var counts = new List<SignInCount>();
            var left = TimeSpan.Zero;
            foreach (var (key, rule) in Rules(email, side))
            {
                var count = await context.Set<SignInCount>().SingleOrDefaultAsync(known => known.Key == key, ct)
                    ?? context.Add(new SignInCount { Key = key }).Entity;
                counts.Add(count);
                // What was tried in the future was counted before the clock was set back.
                var passed = now - count.LastAt;
                if (passed > -ClockWatch.Tolerance && rule(count.Tries) - passed is var wait && wait > left)
                    left = wait;
            }

            if (left == TimeSpan.Zero)
                counts.ForEach(count => (count.Tries, count.LastAt) = (count.Tries + 1, now));
            else
                context.ChangeTracker.Clear();
            return left;
        }, cancellationToken);
    }

    /// <summary>Forgets what was tried in vain from there. Of what strangers tried, only this one was none.</summary>
    public Task SucceededAsync(string email, SignInSide side, CancellationToken cancellationToken)
    {
        var keys = Rules(email, side).ConvertAll(rule => rule.Key);
        var (own, others) = (keys[0], keys[1..]);
        return database.WriteAsync(default, async (context, ct) =>
        {
            await context.Set<SignInCount>().Where(count => count.Key == own).ExecuteDeleteAsync(ct);
            await context.Set<SignInCount>().Where(count => others.Contains(count.Key))
                .ExecuteUpdateAsync(count => count.SetProperty(known => known.Tries, known => known.Tries - 1), ct);
        }, cancellationToken);
    }

    private static List<(string Key, Func<int, TimeSpan> Rule)> Rules(string email, SignInSide side) => side.Device is { } device
        ? [(Key(email, $"device {device}"), GuessRules.OfOneSide)]
        : [(Key(email, $"address {VisitorNetwork.Of(side.Address)}"), GuessRules.OfOneSide), (Key(email, "strangers"), GuessRules.OfStrangers)];

    private static string Key(string email, string side) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{side} {KnownDevices.AccountOf(email)}")));
}
