using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Lists;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

/// <summary>Reads lists page by page, and stops where one goes round in circles.</summary>
internal sealed class PlugAndPayLists(ApiReader reader, IOptions<PlugAndPayOptions> options, TimeProvider time)
{
    /// <summary>The pages of a list as they come from the first one that is wanted on, without the records that came before; each may be empty.</summary>
    public async IAsyncEnumerable<IReadOnlyList<TRecord>> PagesAsync<TRecord>(
        ApiAccess access, PlugAndPayList<TRecord> list, [EnumeratorCancellation] CancellationToken cancellationToken, int first = 1)
        where TRecord : class, IPlugAndPayRecord
    {
        var budget = new ListBudget(time);
        HashSet<long> seen = [];
        var hasMore = true;
        for (var number = first; hasMore; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await ReadPageAsync(access, list, number, options.Value.PageSize, budget, cancellationToken);
            IReadOnlyList<TRecord> unseen = [.. page.Data!.OfType<TRecord>().Where(record => seen.Add(record.Id))];
            hasMore = HasMore(page, number);
            if ((page.Meta?.CurrentPage ?? number) != number || hasMore && unseen.Count == 0)
            {
                throw new ApiException(ApiFailure.Unreadable, $"{access.Profile.Name}'s list of {list.Resource} goes round in circles.")
                {
                    MayHaveBeenProcessed = false,
                };
            }

            yield return unseen;
        }
    }

    /// <summary>A whole list.</summary>
    public async Task<IReadOnlyList<TRecord>> ReadAllAsync<TRecord>(
        ApiAccess access, PlugAndPayList<TRecord> list, CancellationToken cancellationToken)
        where TRecord : class, IPlugAndPayRecord
    {
        List<TRecord> all = [];
        await foreach (var page in PagesAsync(access, list, cancellationToken))
            all.AddRange(page);
        return all;
    }

    /// <summary>How many records a list has; null where that is not said.</summary>
    public async Task<int?> CountAsync<TRecord>(ApiAccess access, PlugAndPayList<TRecord> list, CancellationToken cancellationToken)
        where TRecord : class, IPlugAndPayRecord =>
        (await ReadPageAsync(access, list, 1, 1, new ListBudget(time), cancellationToken)).Meta?.Total is >= 0 and var total ? total : null;

    private static bool HasMore<TRecord>(PageAnswer<TRecord> page, int number)
        where TRecord : class, IPlugAndPayRecord => page.Meta?.LastPage is { } last ? number < last : page.Links?.Next is not null;

    private Task<PageAnswer<TRecord>> ReadPageAsync<TRecord>(
        ApiAccess access, PlugAndPayList<TRecord> list, int number, int size, ListBudget budget, CancellationToken cancellationToken)
        where TRecord : class, IPlugAndPayRecord
    {
        budget.BeginPage(access.Profile, list.Resource);
        var path = list.Resource + PlugAndPayPaths.Query(
        [
            .. list.Query,
            ("limit", PlugAndPayPaths.Number(size)),
            ("page", PlugAndPayPaths.Number(number)),
        ]);
        return reader.ReadAsync(
            access,
            new ApiRead<PageAnswer<TRecord>, PageAnswer<TRecord>>(path, list.AnswerType, IsPage)
            {
                LargestAnswer = PlugAndPayProfile.LargestList,
                Budget = budget,
            },
            cancellationToken);

        // How many records a page may have at the most is not documented, so that more than were asked for are no fault by themselves.
        PageAnswer<TRecord>? IsPage(PageAnswer<TRecord> answer) =>
            answer.Data is { } data && data.Count <= access.Profile.Lists.RecordsAPage && !data.Contains(null) ? answer : null;
    }
}

/// <summary>A list to be read.</summary>
/// <param name="Resource">Where it is.</param>
/// <param name="AnswerType">What a page is.</param>
internal sealed record PlugAndPayList<TRecord>(string Resource, JsonTypeInfo<PageAnswer<TRecord>> AnswerType)
    where TRecord : class, IPlugAndPayRecord
{
    /// <summary>What stands in the query of every page.</summary>
    public IReadOnlyList<(string Key, string? Value)> Query { get; init; } = [];
}
