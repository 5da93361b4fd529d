using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Lists;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

/// <summary>Reads lists page by page, and stops where one goes round in circles.</summary>
internal sealed class PennylaneLists(ApiReader reader, IOptions<PennylaneOptions> options, TimeProvider time)
{
    // An address of more than some 8,000 characters is refused on the way.
    private const int LongestCursor = 2000;

    /// <summary>The most records that a request may be about; more make its address too long.</summary>
    public const int MostInFilter = 100;

    /// <summary>What a whole list may cost, from now on.</summary>
    public ListBudget NewBudget() => new(time);

    /// <summary>The list of what changed since a time. The time and a cursor together are refused, so the time goes with the first page alone.</summary>
    public PennylaneList<PennylaneChange> Changes(string resource, DateTimeOffset? since) =>
        new($"changelogs/{resource}", PennylaneAnswers.Default.PageAnswerPennylaneChange)
        {
            Query = [],
            FirstQuery = [("start_date", since?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture))],
            PageSize = options.Value.ChangesPageSize,
            Identity = change => (change.Id, change.Operation, change.ProcessedAt),
        };

    /// <summary>The pages of a list as they come, without the records that came before; each may be empty.</summary>
    public IAsyncEnumerable<IReadOnlyList<TRecord>> PagesAsync<TRecord>(
        ApiAccess access, PennylaneList<TRecord> list, CancellationToken cancellationToken)
        where TRecord : class, IPennylaneRecord
    {
        var budget = NewBudget();
        return PagesAsync(access, list, async cursor =>
        {
            var page = await ReadPageAsync(access, list, cursor, budget, cancellationToken);
            return (page.Items, page.Next);
        }, cancellationToken);
    }

    /// <summary>The same with pages that are read in another way.</summary>
    /// <param name="access">Whose.</param>
    /// <param name="list">What.</param>
    /// <param name="readAsync">Reads the page behind a cursor, of which the first page has none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<IReadOnlyList<TRecord>> PagesAsync<TRecord>(
        ApiAccess access,
        PennylaneList<TRecord> list,
        Func<string?, Task<(IReadOnlyList<TRecord> Items, string? Next)>> readAsync,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRecord : class, IPennylaneRecord
    {
        HashSet<string> cursors = new(StringComparer.Ordinal);
        HashSet<object> seen = [];
        string? cursor = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (items, next) = await readAsync(cursor);
            IReadOnlyList<TRecord> unseen = [.. items.Where(item => seen.Add(list.Identity?.Invoke(item) ?? item.Id))];
            if (next is not null && (!cursors.Add(next) || items.Count > 0 && unseen.Count == 0))
            {
                throw new ApiException(ApiFailure.Unreadable, $"{access.Profile.Name}'s list of {list.Resource} goes round in circles.")
                {
                    MayHaveBeenProcessed = false,
                };
            }

            yield return unseen;
            cursor = next;
        }
        while (cursor is not null);
    }

    /// <summary>A whole list.</summary>
    public async Task<IReadOnlyList<TRecord>> ReadAllAsync<TRecord>(
        ApiAccess access, PennylaneList<TRecord> list, CancellationToken cancellationToken)
        where TRecord : class, IPennylaneRecord
    {
        List<TRecord> all = [];
        await foreach (var page in PagesAsync(access, list, cancellationToken))
            all.AddRange(page);
        return all;
    }

    /// <summary>A whole list below another record; null when there is no such record, because somebody deleted it.</summary>
    public async Task<IReadOnlyList<TRecord>?> ReadAllOrNullAsync<TRecord>(
        ApiAccess access, PennylaneList<TRecord> list, CancellationToken cancellationToken)
        where TRecord : class, IPennylaneRecord
    {
        try
        {
            return await ReadAllAsync(access, list, cancellationToken);
        }
        catch (ApiException exception) when (exception.Failure == ApiFailure.NotFound)
        {
            return null;
        }
    }

    public Task<PennylanePage<TRecord>> ReadPageAsync<TRecord>(
        ApiAccess access, PennylaneList<TRecord> list, string? cursor, ListBudget budget, CancellationToken cancellationToken)
        where TRecord : class, IPennylaneRecord
    {
        budget.BeginPage(access.Profile, list.Resource);
        var size = list.PageSize ?? options.Value.PageSize;
        var path = list.Resource + PennylanePaths.Query(
        [
            .. list.Query,
            .. cursor is null ? list.FirstQuery : [],
            ("limit", PennylanePaths.Number(size)),
            ("cursor", cursor),
        ]);
        return reader.ReadAsync(
            access,
            new ApiRead<PageAnswer<TRecord>, PennylanePage<TRecord>>(path, list.AnswerType, Page)
            {
                LargestAnswer = PennylaneProfile.LargestList,
                Budget = budget,
            },
            cancellationToken);

        // More records than were asked for, or more to come without a way to them, are no answer of Pennylane's.
        PennylanePage<TRecord>? Page(PageAnswer<TRecord> answer) =>
            answer.Items is not { } items || items.Count > size || items.Contains(null) ? null
            : answer.HasMore == false ? new(answer, items!, null)
            : answer.NextCursor is { Length: <= LongestCursor } next ? new(answer, items!, next)
            : answer is { HasMore: null, NextCursor: null } ? new(answer, items!, null)
            : null;
    }
}
