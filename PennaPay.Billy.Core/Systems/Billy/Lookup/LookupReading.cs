using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Lists;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>
/// Reads records as Billy's answers have them. It holds the reading half of the way out alone, so that nothing asked through it can
/// change anything in Billy.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Nobody waits for it by a handle, which is all that would be disposed of.")]
internal sealed class LookupReading(ApiReader reader, IOptions<BillyOptions> options, TimeProvider time)
{
    /// <summary>How many requests of a connection wait for their turn at once: what else is read of it must not stand behind more.</summary>
    private const int AtOnce = 4;

    /// <summary>How many long lists are read at once, of all connections: each takes room.</summary>
    private const int LongListsAtOnce = 2;

    /// <summary>How many are begun or wait for that; who wants more is told to come later.</summary>
    private const int MostLongLists = 16;

    /// <summary>How often a list is read that others change at the same time, before that is said instead.</summary>
    private const int MostPasses = 6;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> requests = new();
    private readonly SemaphoreSlim longListsWanted = new(MostLongLists);
    private readonly SemaphoreSlim longLists = new(LongListsAtOnce);

    /// <summary>A page of a list.</summary>
    /// <param name="Rows">Those of its records that belong to the list.</param>
    /// <param name="PageCount">How many pages Billy says there are.</param>
    /// <param name="Total">How many records Billy says there are.</param>
    /// <param name="IsFiltered">Whether all of its records belonged to the list; else Billy has overlooked a condition.</param>
    /// <param name="IsCounted">Whether Billy said how many there are.</param>
    internal sealed record PageRead(IReadOnlyList<LookupRow> Rows, int PageCount, int Total, bool IsFiltered, bool IsCounted);

    /// <summary>One page.</summary>
    public async Task<PageRead> ReadPageAsync(
        ApiAccess access, LookupList list, LookupNames names, int page, ListBudget budget, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(access, cancellationToken);
        budget.BeginPage(access.Profile, list.Resource.Plural);
        var path = list.Resource.ListPath(list, access.SentOrganizationId(options.Value), page, options.Value.PageSize);
        return await reader.ReadAsync(
            access,
            new ApiRead<JsonElement, PageRead>(
                path, BillyAnswers.Default.JsonElement, answer => Page(answer, list, names, page, options.Value.PageSize, access.Profile.Lists.RecordsAPage))
            {
                LargestAnswer = BillyProfile.LargestList,
                Budget = budget,
            },
            cancellationToken);
    }

    /// <summary>
    /// All records of the list. Billy pages by number, so what is taken away while it is read lets a record slip to a page that
    /// has been read already. A reading counts only when the next one still holds all of it: then nothing was taken away meanwhile,
    /// and nothing has slipped by.
    /// </summary>
    /// <param name="access">Whose books.</param>
    /// <param name="list">What is listed.</param>
    /// <param name="names">What accounts and rates are called there.</param>
    /// <param name="goOn">Asked before each page; throws where it must not go on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LookupChangingException">It changed during every reading.</exception>
    public async Task<IReadOnlyList<LookupRow>> ReadAllAsync(
        ApiAccess access, LookupList list, LookupNames names, Func<Task> goOn, CancellationToken cancellationToken)
    {
        using var wanted = await TakeAsync(longListsWanted, TimeSpan.Zero, cancellationToken);
        using var turn = await TakeAsync(longLists, Timeout.InfiniteTimeSpan, cancellationToken);
        var budget = NewBudget();
        HashSet<string>? before = null;
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var (all, isOnePage) = await ReadPassAsync(access, list, names, budget, goOn, cancellationToken);
            // One answer is one moment: there is nothing to compare.
            if (isOnePage || before?.IsSubsetOf(all.Keys) == true)
                return [.. all.Values];
            before = [.. all.Keys];
        }

        throw new LookupChangingException();
    }

    /// <summary>One record as Billy answers it.</summary>
    /// <exception cref="ApiException">Among them <see cref="ApiFailure.NotFound"/>.</exception>
    public async Task<LookupOne> ReadOneAsync(ApiAccess access, LookupResource resource, string path, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(access, cancellationToken);
        return await reader.ReadAsync(
            access,
            new ApiRead<JsonElement, LookupOne>(path, BillyAnswers.Default.JsonElement, answer => One(answer, resource)),
            cancellationToken);
    }

    /// <summary>What a whole list may cost, from now on.</summary>
    public ListBudget NewBudget() => new(time);

    private async Task<(OrderedDictionary<string, LookupRow> Rows, bool IsOnePage)> ReadPassAsync(
        ApiAccess access, LookupList list, LookupNames names, ListBudget budget, Func<Task> goOn, CancellationToken cancellationToken)
    {
        OrderedDictionary<string, LookupRow> all = [];
        var size = 0L;
        for (var number = 1; ; number++)
        {
            await goOn();
            var page = await ReadPageAsync(access, list, names, number, budget, cancellationToken);
            foreach (var row in page.Rows)
            {
                if (all.TryAdd(row.Id, row))
                    size += row.Size;
                else
                    all[row.Id] = row;
            }

            if (size > LookupSnapshots.RoomOfOne)
                throw new ApiException(ApiFailure.TooMuch, "The list takes more room than one may.") { MayHaveBeenProcessed = false };
            if (number >= page.PageCount)
                return (all, number == 1);
        }
    }

    /// <summary>A place among those who wait for the connection's pace.</summary>
    private Task<Turn> TurnAsync(ApiAccess access, CancellationToken cancellationToken) => TakeAsync(
        requests.GetOrAdd(access.Token.Fingerprint, static _ => new SemaphoreSlim(AtOnce)), access.Profile.RequestTimeout, cancellationToken);

    private static async Task<Turn> TakeAsync(SemaphoreSlim places, TimeSpan patience, CancellationToken cancellationToken) =>
        await places.WaitAsync(patience, cancellationToken)
            ? new Turn(places)
            : throw new ApiException(ApiFailure.TimedOut, "Too many questions were waiting.") { MayHaveBeenProcessed = false };

    private static PageRead? Page(JsonElement answer, LookupList list, LookupNames names, int number, int pageSize, int mostRecords)
    {
        if (!IsSuccess(answer) || !answer.TryGetProperty(list.Resource.Plural, out var records)
            || records.ValueKind != JsonValueKind.Array || records.GetArrayLength() > mostRecords)
            return null;
        var (roots, isFiltered) = (new LookupRoots(answer), true);
        OrderedDictionary<string, LookupRow> rows = [];
        foreach (var record in records.EnumerateArray())
        {
            if (record.ValueKind != JsonValueKind.Object || LookupRoots.IdOf(record).Length == 0)
                return null;
            if (list.Resource.Filters.All(filter => !list.Filters.TryGetValue(filter.Argument, out var wanted) || filter.Holds(record, wanted)))
            {
                var row = LookupRow.Of(list.Resource, new LookupSource(record, roots, names));
                rows[row.Id] = row;
            }
            else
            {
                isFiltered = false;
            }
        }

        var paging = answer.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object
            && meta.TryGetProperty("paging", out var told) ? told : default;
        // Where Billy does not say, a page that is full may have another behind it.
        var pages = Count(paging, "pageCount") ?? (records.GetArrayLength() >= pageSize ? number + 1 : number);
        var total = Count(paging, "total");
        return new([.. rows.Values], pages, total ?? records.GetArrayLength(), isFiltered, total is not null);
    }

    private static LookupOne? One(JsonElement answer, LookupResource resource)
    {
        if (!IsSuccess(answer))
            return null;
        var record = answer.TryGetProperty(resource.Singular, out var single) ? single
            : answer.TryGetProperty(resource.Plural, out var many) && many.ValueKind == JsonValueKind.Array && many.GetArrayLength() == 1 ? many[0]
            : default;
        return record.ValueKind == JsonValueKind.Object && LookupRoots.IdOf(record).Length > 0
            ? new(record, new LookupRoots(answer)) : null;
    }

    private static int? Count(JsonElement paging, string name) =>
        LookupValue.Decimal(paging, name) is { } number and >= 0 and <= int.MaxValue ? (int)number : null;

    private static bool IsSuccess(JsonElement answer) => answer.ValueKind == JsonValueKind.Object
        && !(answer.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object
            && meta.TryGetProperty("success", out var success) && success.ValueKind == JsonValueKind.False);
}

/// <summary>A place that is given back.</summary>
internal readonly struct Turn(SemaphoreSlim places) : IDisposable
{
    public void Dispose() => places.Release();
}

/// <summary>One record with the answer that it stands in.</summary>
internal sealed record LookupOne(JsonElement Record, LookupRoots Roots);

/// <summary>A list changed each time that it was read.</summary>
internal sealed class LookupChangingException : Exception;
