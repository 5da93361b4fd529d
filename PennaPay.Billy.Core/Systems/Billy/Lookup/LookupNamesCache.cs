using System.Collections.Concurrent;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>What accounts and VAT rates are called in the books of a connection, read seldom and shared by all who ask.</summary>
internal sealed class LookupNamesCache(BillyReader billy, TimeProvider time)
{
    /// <summary>How old names may be.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, Entry> entries = new();

    /// <summary>The names; at most <see cref="KeptFor"/> old.</summary>
    public async Task<LookupNames> GetAsync(
        Guid connection, ApiAccess access, string currency, CancellationToken cancellationToken)
    {
        var entry = entries.GetOrAdd(connection, static _ => new Entry());
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            // Another token may belong to other books.
            if (entry.Names is null || entry.Token != access.Token.Fingerprint || now - entry.ReadAt > KeptFor || now < entry.ReadAt)
            {
                var accounts = await billy.ListAccountsAsync(access, cancellationToken);
                var rates = await billy.ListTaxRatesAsync(access, cancellationToken);
                entry.Names = new(
                    accounts.ToDictionary(account => account.Id, account => $"{account.AccountNo} {account.Name}".Trim()),
                    rates.ToDictionary(rate => rate.Id, rate => rate.Name ?? ""),
                    currency,
                    now);
                (entry.ReadAt, entry.Token) = (now, access.Token.Fingerprint);
            }

            return entry.Names;
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public LookupNames? Names { get; set; }

        public DateTimeOffset ReadAt { get; set; }

        public string? Token { get; set; }
    }
}
